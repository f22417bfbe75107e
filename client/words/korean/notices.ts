import type { Words } from '../english.ts'

export const notices: Words['notices'] = {
  keeping: {
    refused: {
      title: '이 브라우저는 아무것도 저장하지 않아요',
      text: '시세는 볼 수 있지만 바꾼 내용은 Ebb를 닫으면 사라져요. 시크릿 창이거나 사이트 데이터 저장이 막혀 있어요.',
    },
    full: {
      title: '기기에 남은 공간이 없어요',
      text: '지금 바꾼 내용은 Ebb를 닫으면 사라질 수 있어요. 기기 공간을 비우거나 설정에서 시세와 차트를 지워 주세요.',
    },
  },
  clock: {
    title: '기기 시계가 맞지 않아요',
    behind: (span) => `${span} 느려요. 시계를 맞추기 전까지 시각이 틀리게 보여요.`,
    ahead: (span) => `${span} 빨라요. 시계를 맞추기 전까지 시각이 틀리게 보여요.`,
  },
  dismiss: '확인',
}

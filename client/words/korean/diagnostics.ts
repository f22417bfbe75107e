import type { diagnostics as english } from '../english/diagnostics.ts'

export const diagnostics: typeof english = {
  title: '진단',

  report: '보고서',
  reportNote:
    '시세를 받은 과정과 있었던 일, 브라우저 정보와 현재 목록의 종목이 담겨요. 보유 자산이나 이름, 비밀번호는 담기지 않아요.',
  copy: '보고서 복사',
  copied: '보고서를 클립보드에 복사했어요.',
  copyFailed: '브라우저가 복사를 막았어요. 대신 파일로 내려받아 주세요.',
  download: 'JSON 내려받기',
  downloadFailed: '파일을 저장하지 못했어요. 대신 보고서를 복사해 주세요.',

  now: '현재',
  clock: '시계',
  clockRight: '서버와 맞아요',
  clockBehind: (span) => `서버보다 ${span} 느려요`,
  clockAhead: (span) => `서버보다 ${span} 빨라요`,

  trials: '테스트',
  force: '전송 방식',
  auto: '자동',
  forceHint: '고정한 전송 방식은 자동을 선택하거나 화면을 닫을 때까지 유지돼요.',
  drop: '연결 끊기',
  dropHint: '네트워크가 끊긴 것처럼 연결을 끊어요. 1~2초 안에 저절로 다시 연결돼요.',
  dropButton: '끊기',
  kill: '워커 스트림 끝내기',
  killHint: '브라우저가 워커를 끝낸 것처럼 모든 탭의 스트림을 끝내요. 다른 워커가 바로 이어받아요.',
  killButton: '끝내기',

  latency: '지연 시간',
  latencyNote: '워커가 시작된 뒤로 서버에서 이 기기까지 걸린 시간(밀리초)이에요',
  latencyNone: '아직 받은 프레임이 없어요.',
  latencyChart: (median, most) =>
    `프레임의 절반은 ${median} 안에, 100개 중 99개는 ${most} 안에 도착했어요.`,
  half: '절반',
  ninety: '100개 중 90개',
  ninetyNine: '100개 중 99개',
  upTo: '이하',
  frames: '프레임',

  counts: '수신 통계',
  changes: '변경',
  merged: '전송 중 합쳐짐',
  gaps: '누락',
  messages: '오늘 메시지',
  asked: '구독',
  askedCount: (count) => `${count}종목`,

  worker: '워커와 저장 공간',
  host: '실행 위치',
  hosts: { service: '서비스 워커', dedicated: '이 화면의 워커' },
  running: '실행 시간',
  restarts: '재시작',
  keeping: '시세 저장',
  keepings: {
    lasting: '이 기기에 저장',
    memory: '워커가 끝날 때까지만',
    off: '저장 안 함',
  },
  storage: '저장 공간',
  storageOf: (used, quota) => `${quota} 중 ${used}`,
  workerVersion: '워커',
  pageVersion: '화면',
  protocol: '프로토콜',
  database: '데이터베이스',
}

import type { Words } from '../english.ts'

export const chart: Words['chart'] = {
  label: (name) => `${name} 가격 차트`,
  kind: '차트 종류',
  line: '라인',
  candles: '캔들',
  interval: '봉 간격',
  intervals: {
    '1s': { text: '1초', spoken: '1초봉' },
    '1m': { text: '1분', spoken: '1분봉' },
    '5m': { text: '5분', spoken: '5분봉' },
    '15m': { text: '15분', spoken: '15분봉' },
    '1h': { text: '1시간', spoken: '1시간봉' },
    '4h': { text: '4시간', spoken: '4시간봉' },
    '1d': { text: '일', spoken: '일봉' },
    '1w': { text: '주', spoken: '주봉' },
  },
  open: '시',
  high: '고',
  low: '저',
  close: '종',
  volume: '거래량',
  loading: '차트를 불러오고 있어요…',
  empty: '이 기간에는 아직 체결이 없어요. 다음 체결부터 차트가 시작돼요.',
  failed: '차트를 불러오지 못했어요.',
  outdated: '일부 캔들을 불러오지 못했어요.',

  problem: {
    network: '서버에 연결할 수 없어요. 인터넷 연결을 확인하고 다시 시도해 주세요.',
    server: '서버가 응답하지 못했어요. 잠시 후 다시 시도해 주세요.',
    unlisted: '이 시장에 없는 종목이에요. 목록에서 다른 종목을 선택해 주세요.',
    malformed: '응답을 읽을 수 없어요. 페이지를 새로고침해서 최신 버전으로 바꿔 주세요.',
  },
}

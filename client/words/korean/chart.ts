import type { Words } from '../english.ts'

export const chart: Words['chart'] = {
  label: (name) => `${name} 가격 차트`,
  settings: '차트 설정',
  openSettings: (interval) => `차트 설정, 지금은 ${interval}`,

  kind: '차트 종류',
  kinds: {
    line: '라인',
    area: '영역',
    candles: '캔들',
    hollow: '속 빈 캔들',
    'heikin-ashi': '하이킨아시',
  },
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
  period: '기간',
  periods: {
    '1h': { text: '1시간', spoken: '최근 1시간' },
    '1d': { text: '1일', spoken: '최근 1일' },
    '1w': { text: '1주', spoken: '최근 1주' },
    '1m': { text: '1달', spoken: '최근 1개월' },
    '3m': { text: '3달', spoken: '최근 3개월' },
    '1y': { text: '1년', spoken: '최근 1년' },
    all: { text: '전체', spoken: '전체 기간' },
  },

  figures: {
    open: { text: '시', spoken: '시가' },
    high: { text: '고', spoken: '고가' },
    low: { text: '저', spoken: '저가' },
    close: { text: '종', spoken: '종가' },
    volume: { text: '거래량', spoken: '거래량' },
  },
  change: '등락',

  indicators: '보조지표',
  indicator: {
    sma: 'SMA',
    ema: 'EMA',
    bollinger: 'BB',
    vwap: 'VWAP',
    rsi: 'RSI',
    macd: 'MACD',
  },
  indicatorsFailed: '보조지표를 불러오지 못했어요. 인터넷 연결을 확인하고 다시 켜 주세요.',

  compareWith: '비교할 종목 선택',
  stopComparing: (name) => `${name} 비교 끄기`,
  compareProblem: '비교할 캔들을 불러오지 못했어요.',

  export: '내보내기',
  exportImage: '이미지(PNG)',
  exportTable: '캔들 데이터(CSV)',
  exportFailed: '파일을 만들지 못했어요. 다시 시도해 주세요.',

  fill: '전체 화면',
  leaveFill: '전체 화면 끝내기',

  loading: '차트를 불러오고 있어요…',
  failed: '차트를 불러오지 못했어요.',
  outdated: '일부 캔들을 불러오지 못했어요.',
  kept: (age) => `기기에 저장된 차트예요 · ${age} 전`,
  edges: {
    loading: '이전 캔들을 불러오고 있어요…',
    beginning: '여기서부터 기록이 시작돼요.',
    full: '이 간격은 여기까지예요. 더 긴 간격을 고르면 더 예전까지 볼 수 있어요.',
    failed: '이전 캔들을 불러오지 못했어요.',
  },

  problem: {
    network: '서버에 연결할 수 없어요. 인터넷 연결을 확인하고 다시 시도해 주세요.',
    server: '서버가 응답하지 못했어요. 잠시 후 다시 시도해 주세요.',
    unlisted: '이 시장에 없는 종목이에요. 목록에서 다른 종목을 선택해 주세요.',
    malformed: '응답을 읽을 수 없어요. 페이지를 새로고침해서 최신 버전으로 바꿔 주세요.',
  },
}

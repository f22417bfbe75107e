import type { common as english } from '../english/common.ts'

export const common: typeof english = {
  appName: 'Ebb',
  back: '관심 종목으로 돌아가기',
  tabs: {
    label: '페이지',
    watchlist: '관심 종목',
    portfolio: '포트폴리오',
    alerts: '알림',
    settings: '설정',
  },
  unread: (count) => `읽지 않음 ${count}개`,
  retry: '다시 시도',
  failed: '이 페이지에 문제가 생겼어요.',

  simulated: '모의 시장 — 실제 시세가 아니에요',
  replayed: '녹화 재생 — 현재 시세가 아니에요',
  livePrices: (venues) => `시세 제공: ${venues}`,
  venues: {
    BINANCE: 'Binance',
    OKX: 'OKX',
    BYBIT: 'Bybit',
    COINBASE: 'Coinbase',
    KRAKEN: 'Kraken',
    FINNHUB: 'Finnhub',
    ALPHAVANTAGE: 'Alpha Vantage',
    SIMULATED: '모의 시장',
    REPLAY: '녹화',
  },
  sessions: { pre: '프리마켓', after: '애프터마켓', closed: '장 마감' },
  marketConnecting: '시세를 기다리는 중',

  old: (age) => `${age} 전 시세`,
  unlisted: '이 시장에 없는 종목',

  milliseconds: (n) => `${n}ms`,
  seconds: (n) => `${n}초`,
  minutes: (n) => `${n}분`,
  hours: (n) => `${n}시간`,
  days: (n) => `${n}일`,
}

import type { common as english } from '../english/common.ts'

export const common: typeof english = {
  appName: 'Ebb',
  back: '返回自选',
  tabs: { label: '页面', watchlist: '自选', portfolio: '持仓', alerts: '提醒', settings: '设置' },
  unread: (count) => `${count} 条未读`,
  retry: '重试',
  failed: '此页面出现问题。',

  simulated: '模拟行情 — 非真实价格',
  replayed: '历史回放 — 非当前价格',
  livePrices: (venues) => `行情来自 ${venues}`,
  venues: {
    BINANCE: 'Binance',
    OKX: 'OKX',
    BYBIT: 'Bybit',
    COINBASE: 'Coinbase',
    KRAKEN: 'Kraken',
    FINNHUB: 'Finnhub',
    ALPHAVANTAGE: 'Alpha Vantage',
    SIMULATED: '模拟',
    REPLAY: '回放',
  },
  sessions: { pre: '盘前', after: '盘后', closed: '休市' },
  marketConnecting: '正在等待行情',

  old: (age) => `${age}前的价格`,
  unlisted: '此市场无该品种',

  milliseconds: (n) => `${n}ms`,
  seconds: (n) => `${n} 秒`,
  minutes: (n) => `${n} 分钟`,
  hours: (n) => `${n} 小时`,
  days: (n) => `${n} 天`,
}

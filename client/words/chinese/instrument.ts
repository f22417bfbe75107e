import type { Words } from '../english.ts'

export const instrument: Words['instrument'] = {
  bid: '买价',
  ask: '卖价',
  spread: '价差',
  basisPoints: (n) => `${n} 基点`,
  venue: '交易所',

  panels: { label: '视图', chart: '图表', trades: '成交', details: '详情' },

  day: {
    spot: {
      high: '24 小时最高',
      low: '24 小时最低',
      range: '24 小时区间',
      open: '24 小时前',
      volume: '24 小时成交量',
      turnover: '24 小时成交额',
    },
    stock: {
      high: '今日最高',
      low: '今日最低',
      range: '今日区间',
      open: '昨收',
      volume: '成交量',
      turnover: '成交额',
    },
  },
  high: '最高',
  low: '最低',
  volume: '成交量',
  inRange: (percent) => `位于最低至最高的 ${percent}% 处`,

  session: '交易时段',
  allHours: '全天交易',
  openUntil: (time) => `交易中，${time} 收盘`,
  opensAt: (session, time) => `${session}，${time} 开盘`,

  lastTrade: '最新成交',
  updated: '更新',
  upToDate: '最新',
  asOf: (time) => `截至 ${time}`,

  noCandles: '这段时间还没有成交，下一笔成交后开始绘制。',
  noTrades: '暂无成交，新成交会显示在这里。',
  unheard: (venue) =>
    `尚未收到来自${venue}的行情，服务器可能无法连接该交易所。连通后会在此显示；在此之前，可搜索其他交易所的同一品种。`,

  trades: {
    title: '最新成交',
    time: '时间',
    price: '价格',
    size: '数量',
    buy: '买入',
    sell: '卖出',
    loading: '正在加载成交…',
    failed: '无法加载成交。',
    gap: '此前有部分成交缺失',
  },

  speak: '播报价格',
  speakHint: '由读屏软件播报，最多每 10 秒一次。',
  decimal: (whole, fraction) => `${whole}点${fraction}`,
  spoken: {
    up: (name, price, percent) => `${name} ${price}，上涨百分之 ${percent}`,
    down: (name, price, percent) => `${name} ${price}，下跌百分之 ${percent}`,
    flat: (name, price) => `${name} ${price}`,
  },

  keepIn: (list) => `加入${list}`,
  listFull: '该列表已满，请先移除部分品种。',
  share: '分享链接',
  copied: '链接已复制',
  notCopied: (url) => `请复制此链接：${url}`,

  unknownTitle: (symbol) => `未找到 ${symbol}`,
  unknownText: '可能写法不同，或已停止交易。请按名称或代码搜索。',
  unseenTitle: (symbol) => `暂无 ${symbol} 的行情`,
  unseenText: '设备已离线，且从未获取过该品种的价格。恢复联网后即会显示。',
  search: '搜索',
}

import type { Words } from '../english.ts'

export const chart: Words['chart'] = {
  label: (name) => `${name} 价格走势图`,
  settings: '图表设置',
  openSettings: (interval) => `图表设置，当前${interval}`,

  kind: '图表类型',
  kinds: {
    line: '折线',
    area: '面积',
    candles: 'K 线',
    hollow: '空心 K 线',
    'heikin-ashi': '平均 K 线',
  },
  interval: '周期',
  intervals: {
    '1s': { text: '1秒', spoken: '1 秒' },
    '1m': { text: '1分', spoken: '1 分钟' },
    '5m': { text: '5分', spoken: '5 分钟' },
    '15m': { text: '15分', spoken: '15 分钟' },
    '1h': { text: '1时', spoken: '1 小时' },
    '4h': { text: '4时', spoken: '4 小时' },
    '1d': { text: '日', spoken: '日线' },
    '1w': { text: '周', spoken: '周线' },
  },
  period: '时间范围',
  periods: {
    '1h': { text: '1小时', spoken: '近 1 小时' },
    '1d': { text: '1天', spoken: '近 1 天' },
    '1w': { text: '1周', spoken: '近 1 周' },
    '1m': { text: '1月', spoken: '近 1 个月' },
    '3m': { text: '3月', spoken: '近 3 个月' },
    '1y': { text: '1年', spoken: '近 1 年' },
    all: { text: '全部', spoken: '全部历史' },
  },

  figures: {
    open: { text: '开', spoken: '开盘' },
    high: { text: '高', spoken: '最高' },
    low: { text: '低', spoken: '最低' },
    close: { text: '收', spoken: '收盘' },
    volume: { text: '量', spoken: '成交量' },
  },
  change: '涨跌',

  indicators: '指标',
  indicator: {
    sma: 'MA',
    ema: 'EMA',
    bollinger: 'BOLL',
    vwap: 'VWAP',
    rsi: 'RSI',
    macd: 'MACD',
  },
  indicatorsFailed: '指标加载失败。请检查网络后重新打开。',

  compareWith: '选择对比品种',
  stopComparing: (name) => `取消与 ${name} 对比`,
  compareProblem: '对比品种的 K 线加载失败。',

  export: '导出',
  exportImage: '图片（PNG）',
  exportTable: 'K 线数据（CSV）',
  exportFailed: '无法生成文件，请重试。',

  fill: '全屏',
  leaveFill: '退出全屏',

  loading: '正在加载图表…',
  failed: '图表加载失败。',
  outdated: '部分 K 线加载失败。',
  kept: (age) => `本机保存的图表 · ${age}前`,
  edges: {
    loading: '正在加载更早的 K 线…',
    beginning: '历史数据从这里开始。',
    full: '此周期只能看到这里，换用更长的周期可看得更远。',
    failed: '更早的 K 线加载失败。',
  },

  problem: {
    network: '无法连接服务器。请检查网络后重试。',
    server: '服务器暂时无法响应。请稍后重试。',
    unlisted: '此市场没有该品种。请从列表中另选一个。',
    malformed: '无法读取返回的数据。请刷新页面以获取最新版本。',
  },
}

import type { chartSheet as english } from '../english/chart-sheet.ts'

export const chartSheet: typeof english = {
  scale: '价格坐标',
  scales: { linear: '线性', log: '对数', percent: '百分比' },
  scaleOfComparison: '对比时始终以百分比显示。',
  showVolume: '成交量',
  indicators: {
    sma: '简单移动平均线',
    ema: '指数移动平均线',
    bollinger: '布林带',
    vwap: '成交量加权均价',
    rsi: '相对强弱指标',
    macd: '指数平滑异同移动平均线',
  },
  vwapMeaning: '自当日开始计算：加密货币按 UTC，股票按纽约时间。日线和周线不适用。',
  parameters: {
    period: '周期',
    deviations: '标准差倍数',
    fast: '快线',
    slow: '慢线',
    signal: '信号线',
  },
  addIndicator: (name) => `添加${name}`,
  removeIndicator: (name) => `移除 ${name}`,
  look: '移动与缩放按钮',
  lookHint: '显示在图表下方，无需拖动',
  steps: { closer: '放大', wider: '缩小', earlier: '更早', later: '更晚' },
  compare: '对比',
  exported: (name) => `已保存 ${name}`,
}

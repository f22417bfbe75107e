import type { Words } from '../english.ts'

export const chart: Words['chart'] = {
  label: (name) => `${name} 价格走势图`,
  kind: '图表类型',
  line: '折线',
  candles: 'K 线',
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
  open: '开',
  high: '高',
  low: '低',
  close: '收',
  volume: '量',
  loading: '正在加载图表…',
  empty: '这段时间还没有成交，下一笔成交后开始绘制。',
  failed: '图表加载失败。',
  outdated: '部分 K 线加载失败。',

  problem: {
    network: '无法连接服务器。请检查网络后重试。',
    server: '服务器暂时无法响应。请稍后重试。',
    unlisted: '此市场没有该品种。请从列表中另选一个。',
    malformed: '无法读取返回的数据。请刷新页面以获取最新版本。',
  },
}

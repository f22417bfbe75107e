import type { Words } from '../english.ts'

export const finding: Words['finding'] = {
  field: '代码、交易对或名称',
  clear: '清除输入',
  results: '品种',
  recent: '最近查看',
  popular: '成交额排行',
  count: (n) => `${n} 个品种`,
  most: (n) => `仅显示最匹配的 ${n} 个，继续输入可缩小范围。`,
  none: (query) => `没有找到“${query}”`,
  advice:
    '请检查拼写，或试试交易对（如 BTCUSDT）、名称（如 Bitcoin），也可以先写交易所（如 Kraken BTC）。',
  nothingYet: '暂无品种，行情连接后即会显示。',
  problem: {
    network: '无法连接服务器，仅显示本机已有的品种。',
    server: '服务器未能响应，仅显示本机已有的品种。',
    busy: '搜索过于频繁，请稍后重试。',
    malformed: '无法读取返回内容，请刷新页面以更新到最新版本。',
  },
  inList: (name, list) => `${name} 在“${list}”中`,
  added: (name, list) => `已将 ${name} 加入“${list}”`,
  removed: (name, list) => `已将 ${name} 移出“${list}”`,
  stock: '股票',
  halted: '停牌',
  dead: '已下架',
  keys: { choose: '选择', open: '打开', add: '添加', close: '关闭' },
}

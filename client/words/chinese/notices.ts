import type { Words } from '../english.ts'

export const notices: Words['notices'] = {
  keeping: {
    refused: {
      title: '此浏览器不保存任何数据',
      text: '可以看行情，但关闭 Ebb 后所做的更改会丢失。可能是无痕窗口，或网站数据已被阻止。',
    },
    full: {
      title: '设备空间已满',
      text: '现在所做的更改在关闭 Ebb 后可能丢失。请清理设备空间，或在设置中清除价格和图表。',
    },
  },
  clock: {
    title: '本机时钟不准',
    behind: (span) => `慢了 ${span}。校准前，显示的时间都不准确。`,
    ahead: (span) => `快了 ${span}。校准前，显示的时间都不准确。`,
  },
  dismiss: '知道了',
}

import type { connection as english } from '../english/connection.ts'

export const connection: typeof english = {
  transport: { websocket: 'WebSocket', sse: 'SSE', poll: '轮询', none: '无' },

  phase: {
    idle: '待机',
    connecting: '连接中',
    live: '实时',
    resting: '轮询中',
    waiting: '重新连接中',
    offline: '离线',
  },

  connecting: '连接中',
  paused: '已暂停',

  connectingStill: '仍在连接…',
  reconnectingSince: (age) => `正在重新连接… 显示的是 ${age}前的价格`,
  offline: '当前处于离线状态。',
  offlineSince: (age) => `当前离线，显示的是 ${age}前的价格`,

  sheet: { title: '连接', open: '查看连接详情' },
}

import type { connection as english } from '../english/connection.ts'

export const connection: typeof english = {
  transport: { websocket: 'WebSocket', sse: 'SSE', poll: '폴링', none: '없음' },

  phase: {
    idle: '대기 중',
    connecting: '연결 중',
    live: '실시간',
    resting: '주기적 확인',
    waiting: '재연결 중',
    offline: '오프라인',
  },

  connecting: '연결 중',
  paused: '일시 정지',

  connectingStill: '아직 연결 중이에요…',
  reconnectingSince: (age) => `다시 연결하고 있어요… ${age} 전 시세예요`,
  offline: '오프라인이에요.',
  offlineSince: (age) => `오프라인이에요. ${age} 전 시세예요`,

  sheet: { title: '연결', open: '연결 상세 보기' },
}

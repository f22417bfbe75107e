import type { Words } from '../english.ts'

export const instrument: Words['instrument'] = {
  bid: '매수 호가',
  ask: '매도 호가',
  spread: '호가 차이',
  venue: '거래소',
}

import type { Words } from '../english.ts'

export const instrument: Words['instrument'] = {
  bid: '买价',
  ask: '卖价',
  spread: '价差',
  venue: '交易所',
}

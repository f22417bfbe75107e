import type { AlertRule } from '../../../shared/alert.ts'
import type { Instrument } from '../../../shared/instrument.ts'
import { btc, makeRig, makeTestStore, okx, settled } from '../testing.ts'
import type { Tape } from './firings.ts'

const stock: Instrument = { ...btc, id: 'FINNHUB:BTCUSDT', venue: 'FINNHUB' }
const elsewhere: Instrument = { ...stock, id: 'ALPHAVANTAGE:BTCUSDT', venue: 'ALPHAVANTAGE' }

/** For tests: when the watcher fires each of the rules on a tape, by the indexes of the events. */
export async function watched(rules: readonly AlertRule[], tape: Tape): Promise<number[][]> {
  const store = makeTestStore()
  const [first, second] = tape.kind === 'spot' ? [btc, okx] : [stock, elsewhere]
  let listed = first
  const minutes = (tape.before?.minutes ?? []).map((each) => ({ ...each, open: each.close }))
  const past = { minutes, knownSince: tape.before?.knownSince ?? tape.startAt }
  let rig = start()
  for (const [index, rule] of rules.entries()) await rig.add(rule, { id: String(index) })
  const firings: number[][] = rules.map(() => [])
  let counted = 0

  function start() {
    const made = makeRig({ close: async () => tape.close, past: async () => past }, store)
    made.rig.listed = listed
    made.rig.now = tape.startAt
    return made
  }

  for (const [index, event] of tape.events.entries()) {
    rig.rig.now = event.at
    const instrument = listed.id
    switch (event.type) {
      case 'trade': {
        const { time, at: receivedAt, price, size } = event
        const [side, id] = [undefined, undefined]
        rig.watcher.trade({ instrument, time, receivedAt, price, size, side, id })
        break
      }
      case 'quote': {
        const { time, at: receivedAt, bid, ask } = event
        rig.watcher.quote({ instrument, time, receivedAt, bid, ask, bidSize: 1, askSize: 1 })
        break
      }
      case 'sweep':
        rig.watcher.sweep()
        break
      case 'restart':
        rig = start()
        rig.rig.now = event.at
        await rig.watcher.load()
        break
      case 'venue':
        listed = listed === first ? second : first
        rig.rig.listed = listed
        rig.watcher.relisted()
    }
    await settled()
    for (; counted < store.claimed.length; counted++) {
      firings[Number(store.claimed[counted]?.id)]?.push(index)
    }
  }
  if (rig.troubles.length > 0) throw rig.troubles[0]
  return firings
}

import { closeSync, fsyncSync, openSync } from 'node:fs'
import Database from 'better-sqlite3'
import type { AlertCondition, AlertRule } from '../../shared/alert.ts'
import type { Instrument } from '../../shared/instrument.ts'
import { type GaugeName, partsOf } from '../alerts/conditions.ts'
import type { Gauge } from '../alerts/gauge.ts'
import { type Gauges, makeGauges } from '../alerts/gauges.ts'
import { blank, keptOf, nameOf } from '../alerts/memory.ts'
import { Watch } from '../alerts/watch.ts'
import { instruments, pastOf, seeded, startPrice } from './alerts-market.ts'

/** What a million people's rules might be. */
export const rules = 1_000_000
const perUser = 500
const minuteMs = 60_000

/** Writes them into a file that `openSqlite` has made, and waits until they are on disk. */
export function writeRules(file: string): void {
  const db = new Database(file)
  db.pragma('synchronous = off')
  const random = seeded(11)
  const user = db.prepare('insert into users (id, created_at, preferences) values (?, 0, ?)')
  const target = db.prepare(`insert into targets
    (id, user_id, channel, address, keys, language, label, created_at)
    values (?, ?, 'webhook', 'https://example.com/hook', '{}', 'en', 'example.com', 0)`)
  const alert = db.prepare(`insert into alerts
    (id, user_id, symbol, rule, phase, since, memory, firings, created_at, version)
    values (?, ?, ?, ?, ?, 0, ?, 0, 0, 1)`)
  db.transaction(() => {
    for (let n = 0; n < rules; n++) {
      const owner = `u${Math.floor(n / perUser)}`
      if (n % perUser === 0) {
        user.run(owner, '{}')
        target.run(`t of ${owner}`, owner)
      }
      const instrument = instruments[n % instruments.length]
      if (instrument === undefined) continue
      const { symbol } = instrument
      const rule = ruleOf(symbol, random)
      const { phase, memory } = standing(instrument, rule)
      const id = `${String(n).padStart(7, '0')}-of-the-bench`
      alert.run(id, owner, symbol, JSON.stringify(rule), phase, memory)
    }
  })()
  db.close()
  // Else the kernel would write them while it is measured.
  const descriptor = openSync(file, 'r+')
  fsyncSync(descriptor)
  closeSync(descriptor)
}

/** As it was kept when it was made, a moment ago. */
function standing(instrument: Instrument, { condition, source, repeat }: AlertRule) {
  const hysteresisPercent = repeat.type === 'again' ? repeat.hysteresisPercent : 0
  const parts = partsOf(condition, { source, hysteresisPercent, decimals: instrument.decimals })
  const gauges = parts.map(({ gauge }) => gaugeOf(instrument, gauge))
  const kept = keptOf({ memory: blank })
  const watch = new Watch({ onFire() {}, onTurn() {} }, { parts, gauges, memory: kept, number: 0 })
  watch.start()
  watch.halt()
  const memory = JSON.stringify({ ...kept, ...watch.memory(), instrument: nameOf(instrument) })
  return { phase: watch.phase(), memory }
}

const gaugesBy = new Map<Instrument, Gauges>()

/** With the instrument's past. */
function gaugeOf(instrument: Instrument, name: GaugeName): Gauge {
  const gauges = gaugesBy.get(instrument) ?? makeGauges({ places: new Map(), reached() {} })
  const now = Date.now()
  if (!gaugesBy.has(instrument)) {
    gauges.close(startPrice)
    gauges.price('last', { price: startPrice, time: now })
    gaugesBy.set(instrument, gauges)
  }
  const gauge = gauges.of(name)
  if (gauges.missing(now) > 0) gauges.learn(pastOf(instruments.indexOf(instrument)), now)
  return gauge
}

function ruleOf(symbol: string, random: () => number): AlertRule {
  const again = { type: 'again', hysteresisPercent: 0.1, cooldownMs: 10_000 } as const
  return {
    ...{ symbol, condition: conditionOf(random), source: 'last' },
    repeat: random() < 0.3 ? again : { type: 'once' },
    ...{ expiresAt: null, sessions: 'always', note: '', sound: true, paused: false },
  }
}

/** Six of ten a price within 20 % of now, the others of every other kind. */
function conditionOf(random: () => number): AlertCondition {
  const price = () => ((startPrice * (0.8 + 0.4 * random())) / 100).toFixed(2)
  const of = <Each>(...all: readonly [Each, ...Each[]]): Each =>
    all[Math.floor(random() * all.length)] ?? all[0]
  const direction = of('up', 'down', 'either')
  const percent = 1 + Math.floor(random() * 20)
  const kind = random()
  if (kind < 0.6) return { type: of('above', 'below', 'crosses'), price: price() }
  if (kind < 0.7) {
    const [low, high] = [price(), price()].sort((a, b) => Number(a) - Number(b))
    return { type: of('enters', 'leaves'), low: low ?? '', high: high ?? '' }
  }
  if (kind < 0.85) {
    return { type: 'change', direction, percent, windowMs: of(1, 5, 15, 60, 240, 1_440) * minuteMs }
  }
  if (kind < 0.9) return { type: 'change-since-close', direction, percent }
  if (kind < 0.94) return { type: of('day-high', 'day-low') }
  if (kind < 0.98) return { type: 'volume', times: of(2, 3, 5, 10), windowMs: of(5, 60) * minuteMs }
  return { type: 'silence', afterMs: of(5, 15, 60) * minuteMs }
}

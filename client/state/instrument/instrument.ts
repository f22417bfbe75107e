import { type Accessor, createMemo } from 'solid-js'
import { words } from '../../words/words.ts'
import type { AppState } from '../app-state.ts'
import { createAge, isConnected } from '../connection/connection.ts'
import { createSetting } from '../setting.ts'
import { nameOf, splitSymbol, venueName } from '../symbols.ts'
import { changeInUnits, type Day, stretchDay } from './day.ts'
import { createKeptTrades } from './kept-trades.ts'
import { createSession, tradedAtVenue } from './session.ts'
import { createSpoken, sentenceOf } from './spoken.ts'
import { createTrades } from './trades.ts'

/** All that an instrument's page reads of it, beside the chart. */
export function createInstrument(options: {
  app: AppState
  symbol: Accessor<string>
  /** Whether its trades are on the screen. */
  looking: Accessor<boolean>
}) {
  const { app, symbol } = options
  const row = () => app.market.rows[symbol()]
  const split = createMemo(() => splitSymbol(symbol()))
  const base = () => split().base
  /** What the price is in: another currency where another venue stands in. */
  const quote = () => row()?.quote || split().quote
  const kind = createMemo(() => tradedAtVenue(row()?.venue))
  const session = createSession(kind)
  const age = createAge(row, app)

  const trades = createTrades({
    symbol,
    row,
    connected: () => isConnected(app.status()),
    visible: () => app.conditions().visible,
    looking: options.looking,
    intervalMs: () => app.status()?.plan.intervalMs ?? 0,
    fetchTrades: app.fetchTrades,
    kept: createKeptTrades(app.settings),
  })
  let told: Day | undefined
  const day = createMemo<Day | undefined>((before) => {
    const latest = trades.state().day
    const current = row()
    // An answer starts it anew: what was high a day ago is out of it by and by.
    const from = latest === told ? before : latest
    told = latest
    if (!from || !current) return from
    return current.venue === from.venue ? stretchDay(from, current) : undefined
  })

  const speaking = createSetting({ key: 'speak', values: ['off', 'on'], fallback: 'off' })
  const spoken = createSpoken({
    on: () => speaking.value() === 'on',
    sentence: () => {
      const current = row()
      const isPresent = app.conditions().visible && isConnected(app.status()) && !current?.stale
      return current && !current.cached && isPresent
        ? sentenceOf(current, nameOf(base()))
        : undefined
    },
  })

  return {
    symbol,
    row,
    base,
    quote,
    /** What people call it. */
    name: () => nameOf(base()),
    kind,
    session,
    /** Its age in words, where that must be told. */
    age,
    /** The name and, outside the regular session, which one is on; or how old the price is. */
    detail: createMemo(() => {
      const old = age()
      if (old !== undefined) return words().old(old)
      const { phase } = session()
      return phase === 'regular' ? nameOf(base()) : `${nameOf(base())} · ${words().sessions[phase]}`
    }),
    /** With the live price in it; `undefined` while it isn't known. */
    day,
    /** Since the day's open, in units. */
    change: createMemo(() => {
      const current = row()
      return current && changeInUnits(current, day()?.open)
    }),
    trades,
    /** Whether the price is read aloud, and what is said of it. */
    speaking,
    spoken,
    /** Nobody lists it, as the server says. */
    isUnlisted: () => row() === undefined && (app.status()?.unknown.includes(symbol()) ?? false),
    /** The venue that it names, where prices come and none of that venue has. */
    silentVenue: createMemo(() => {
      const [venue, bare] = symbol().split(':')
      const isHeard = bare === undefined || row() !== undefined || !isConnected(app.status())
      return isHeard ? undefined : venueName(venue)
    }),
    /** Nothing can be told of it for as long as the device is offline. */
    isUnseen: () => row() === undefined && !app.conditions().online,
  }
}

export type InstrumentState = ReturnType<typeof createInstrument>

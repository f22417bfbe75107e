import type { Notice } from '../../shared/notice.ts'
import type { Cause } from './cause.ts'
import type { Tally } from './insight.ts'
import type { Happening } from './lifecycle.ts'
import type { Meter } from './meter.ts'
import type { TransportName } from './plan.ts'
import { createSaver, type Saver } from './saver.ts'
import { createSession, type Session } from './session.ts'
import type { PriceStore, Saved, SavedPrice } from './store.ts'
import type { Time } from './time.ts'
import type { Transport } from './transport.ts'
import { createUpstream, type Upstream } from './upstream.ts'

/** What there is once it is known what was saved: the session, its connection, and who saves it. */
export interface Core {
  session: Session
  upstream: Upstream
  saver: Saver
}

export function createCore(options: {
  saved: Saved | undefined
  store: PriceStore
  transports: Record<TransportName, Transport>
  time: Time
  meter: Meter
  tally: Tally
  onHappening(happening: Happening): void
  onPrices(prices: readonly SavedPrice[], about: { replace: boolean }): void
  onNotice(notice: Notice): void
  onMessage(): void
  onTrouble(trouble: Cause): void
}): Core {
  const { saved, store, time, onPrices } = options
  const session = createSession(saved)
  const upstream = createUpstream({
    ...options,
    session,
    covered: saved?.head.symbols ?? [],
    onPrices(prices, about) {
      onPrices(prices, about)
      saver.changed(prices, about.replace)
    },
  })
  const saver = createSaver({
    store,
    time,
    base: saved?.head.cursor,
    state() {
      const cursor = session.cursor()
      if (cursor === undefined) return undefined
      const { market, simulated } = session.about()
      const head = { cursor, symbols: [...upstream.covered()], market, simulated }
      return { head, prices: session.prices(), listing: session.listing() }
    },
    onTrouble: options.onTrouble,
  })
  return { session, upstream, saver }
}

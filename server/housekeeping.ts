import type { Instrument, InstrumentId } from '../shared/instrument.ts'
import type { Watcher } from './alerts/watcher.ts'
import type { Hub } from './hub/hub.ts'
import type { Board } from './market/board.ts'
import { makeStandstill } from './operations/standstill.ts'

export interface HousekeepingOptions {
  board: Pick<Board, 'sweep'>
  watcher: Pick<Watcher, 'sweep' | 'skipped' | 'wanted' | 'catchUp'>
  hub: Pick<Hub, 'wanted' | 'instrument'>
  now(): number
  /** Hears what is to be followed, once a second. */
  onWanted(wanted: Wanted): void
  /** This server stood still for so many ms, or its clock was put forward or, negative, back. */
  onSkipped(ms: number): void
  /** How often to look for alerts that other servers have made, ms; `undefined` where there are none. */
  othersMs: number | undefined
  /** They could not be read; they are read again. */
  onTrouble(err: unknown): void
}

export interface Wanted {
  /** What clients want to hear of, and what alerts wait for. */
  all: readonly Instrument[]
  /** What clients want to hear of. */
  shown: readonly InstrumentId[]
}

const everyMs = 1_000

/** What the server does by the clock rather than because something came. Returns its stop. */
export function startHousekeeping(options: HousekeepingOptions): () => void {
  const { board, watcher, hub, now, onWanted, onSkipped, othersMs, onTrouble } = options
  const lostSince = makeStandstill({ everyMs, now })
  const sweeping = setInterval(() => {
    const lostMs = lostSince()
    if (lostMs !== 0) {
      onSkipped(lostMs)
      watcher.skipped(lostMs)
    }
    board.sweep(now())
    watcher.sweep()
    const shown = hub.wanted().flatMap((id) => hub.instrument(id) ?? [])
    const all = new Map([...watcher.wanted(), ...shown].map((each) => [each.id, each]))
    onWanted({ all: [...all.values()], shown: shown.map(({ id }) => id) })
  }, everyMs)
  const catchingUp =
    othersMs === undefined
      ? undefined
      : setInterval(() => void watcher.catchUp().catch(onTrouble), othersMs)
  return () => {
    clearInterval(sweeping)
    clearInterval(catchingUp)
  }
}

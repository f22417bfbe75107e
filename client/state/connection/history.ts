import type { Transition } from '../../engine/live.ts'

const kept = 200

/** What has happened, newest last, over all workers that fed the page. */
export interface History {
  readonly worker: string | undefined
  readonly lines: readonly Transition[]
  /** How many of the last lines a new worker has told of its own beginning. */
  readonly begun: number | undefined
}

export const noHistory: History = { worker: undefined, lines: [], begun: undefined }

/** Another worker feeds the page from now on. */
export function takeOver(history: History, worker: string): History {
  if (worker === history.worker) return history
  const goesOn = isUp(history.lines.at(-1)?.to)
  return { ...history, worker, begun: goesOn ? 0 : undefined }
}

/**
 * Adds what was told. A worker that is held anew tells its whole log again: what is known isn't listed
 * twice. A new worker begins with nothing and connects, as the one before it did: where the page was
 * connected before and is again, that is one line and not the whole story a second time.
 */
export function addTransitions(history: History, told: readonly Transition[]): History {
  return told.reduce(addOne, history)
}

function addOne(history: History, one: Transition): History {
  const { lines, begun } = history
  if (isKnown(lines, one)) return history
  if (begun === undefined) return { ...history, lines: [...lines, one].slice(-kept) }
  const before = lines.slice(0, lines.length - begun)
  if (isUp(one.to)) {
    const first = lines[before.length] ?? one
    const from = before.at(-1)?.to ?? one.from
    const handover = { ...one, at: first.at, from, reason: { type: 'handover' } as const }
    return { ...history, begun: undefined, lines: [...before, handover].slice(-kept) }
  }
  const goesWrong = one.to === 'waiting' || one.to === 'offline'
  const added = [...lines, one].slice(-kept)
  return { ...history, lines: added, begun: goesWrong ? undefined : begun + 1 }
}

function isUp(phase: Transition['to'] | undefined): boolean {
  return phase === 'live' || phase === 'resting'
}

function isKnown(lines: readonly Transition[], { at, reason }: Transition): boolean {
  const last = lines.at(-1)
  if (last === undefined || at > last.at) return false
  const told = JSON.stringify(reason)
  return at < last.at || lines.some((old) => old.at === at && JSON.stringify(old.reason) === told)
}

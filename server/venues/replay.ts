import type { Instrument } from '../../shared/instrument.ts'
import { unreachable } from '../../shared/unreachable.ts'
import { parseBinance } from './binance-parse.ts'
import type { VenueEvent } from './event.ts'
import { makeNewest } from './newest.ts'
import { findInstruments } from './recorded-instruments.ts'
import { parseLine, readLines, sentenceOf } from './recording.ts'
import type { Venue, VenueSink } from './venue.ts'
import { withoutPast } from './without-past.ts'

export interface ReplayOptions {
  /** Lines `<receive time in ns> <frame>`, plain or gzip. */
  file: string
  /** 1 is as it was, 2 twice as fast, 0 as fast as it goes. */
  speed?: number | undefined
  /** Begins anew at its end; each round announces its instruments, because its times go back. */
  loop?: boolean | undefined
  clock?: (() => number) | undefined
}

/** After so many frames in a row the event loop gets its turn: about two milliseconds. */
const framesInARow = 256

/**
 * Plays a recording of Binance's combined stream through Binance's own parser. Times are the tape's,
 * `receivedAt` is now: an age says how long ago we heard it, not how old the tape is.
 */
export function makeReplay({
  file,
  speed = 1,
  loop = false,
  clock = Date.now,
}: ReplayOptions): Venue & { market: 'replay' } {
  if (!(speed >= 0)) throw new Error(`A replay's speed is 0 or above, not ${speed}.`)

  async function play(sink: VenueSink, signal: AbortSignal): Promise<void> {
    sink.status({ phase: 'connecting', attempt: 1 })
    const instruments = await findInstruments(file, signal)
    let frames = 0
    do {
      if (signal.aborted) return
      if (instruments.size > 0) sink.instruments([...instruments.values()])
      sink.status({ phase: 'open' })
      frames = await playOnce(sink, { instruments, signal })
      // A round without a frame would spin.
    } while (loop && frames > 0)
    if (!signal.aborted) sink.status({ phase: 'ended' })
  }

  async function playOnce(
    sink: VenueSink,
    { instruments, signal }: { instruments: Map<string, Instrument>; signal: AbortSignal },
  ): Promise<number> {
    const newest = makeNewest()
    const pace = makePace(speed)
    let frames = 0
    let badLines = 0
    const batches = readGently(file, (error) => {
      if (!signal.aborted) sink.refused(sentenceOf(error, file))
    })
    for await (const lines of batches) {
      for (const line of lines) {
        const recorded = parseLine(line)
        if (!recorded) {
          badLines += line === '' ? 0 : 1
          continue
        }
        const { at, frame } = recorded
        const wait = pace.due(at)
        if (wait > 0) await pause(wait, signal)
        else if (frames % framesInARow === 0) await turn()
        frames += 1
        for (const event of parseBinance(frame, { instruments, receivedAt: clock(), now: at })) {
          if (signal.aborted) return frames
          if (newest.admits(event)) deliver(event, sink)
        }
      }
      if (signal.aborted) return frames
    }
    if (badLines > 0) {
      sink.refused(`${file} has ${badLines} lines that are not "<nanoseconds> <frame>".`)
    }
    return frames
  }

  return {
    name: 'REPLAY',
    market: 'replay',
    start(sink) {
      const stopping = new AbortController()
      void play(sink, stopping.signal)
      return { want() {}, stop: () => stopping.abort() }
    },
    ...withoutPast('REPLAY'),
  }
}

function deliver(event: VenueEvent, sink: VenueSink): void {
  switch (event.type) {
    case 'trade':
      sink.trade(event.trade)
      break
    case 'quote':
      sink.quote(event.quote)
      break
    case 'ticker':
      sink.ticker(event.ticker)
      break
    case 'refused':
      sink.refused(event.reason)
      break
    case 'shutdown':
    case 'alive':
    case 'acknowledged':
    case 'subscriptions':
    case 'unknown':
    case 'already':
    case 'hurried':
      // What was said about the recorded connection is none of ours.
      break
    default:
      unreachable(event)
  }
}

/** The lines up to where the file can't be read any further. */
async function* readGently(
  file: string,
  onError: (error: unknown) => void,
): AsyncGenerator<string[], void, void> {
  try {
    yield* readLines(file)
  } catch (error) {
    onError(error)
  }
}

/** Milliseconds until a frame's moment; held against the first frame, so that no delay adds up. */
function makePace(speed: number): { due(at: number): number } {
  const began = performance.now()
  let first: number | undefined
  return {
    due(at) {
      first ??= at
      if (speed === 0) return 0
      const wait = (at - first) / speed - (performance.now() - began)
      // A timer is no finer than a millisecond.
      return wait < 1 ? 0 : wait
    },
  }
}

/** Longest that a timer of Node waits. A recording with a longer gap goes on early. */
const longestPauseMs = 2 ** 31 - 1

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, Math.min(ms, longestPauseMs))
    signal.addEventListener('abort', done, { once: true })
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
  })
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

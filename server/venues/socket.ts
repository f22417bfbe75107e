import { type InstrumentId, symbolOf } from '../../shared/instrument.ts'
import { unreachable } from '../../shared/unreachable.ts'
import { canTakeOver, excuse, isHealthy, type Line, newLine, silentFor } from './line.ts'
import { type Ending, openLink } from './link.ts'
import { makeNewest } from './newest.ts'
import { backoff, planRetry } from './retry.ts'
import { fellSilent, makeCooldown, neverSpoke } from './silence.ts'
import { defaultLimits, type SocketLimits } from './socket-limits.ts'
import { makeRefusals, makeSubscriptions } from './subscriptions.ts'
import type { VenueSink } from './venue.ts'
import type { VenueProtocol } from './venue-protocol.ts'

/*
 * One supervised connection to a venue; an adapter brings only its protocol.
 *
 *   start ─▶ connecting ─ opened ─▶ open ◀───────────────┐
 *               ▲   │                │ │                  │ successor delivered and overlapped,
 *     delay over│   │failed          │ │ lifetime near,   │ or failed, or the old one ended
 *               │   ▼                │ │ shutdown told,   │
 *              waiting ◀─────────────┘ │ instrument fell  │
 *                      cut, silent     ▼ silent           │
 *                                   replacing ────────────┘
 *   stop ─▶ stopped, from anywhere
 *
 * A successor is dialled while the old line still delivers, and what both deliver passes once. All
 * limits run on a clock that only rises, so that setting the machine's clock cuts nothing.
 */
type Phase =
  | { name: 'connecting'; line: Line }
  | { name: 'open'; line: Line }
  | { name: 'replacing'; line: Line; next: Line }
  | { name: 'waiting'; timer: NodeJS.Timeout }
  | { name: 'stopped' }

export type SocketSink = Omit<VenueSink, 'instruments'>

export interface SocketOptions {
  sink: SocketSink
  limits?: Partial<SocketLimits> | undefined
  /** Wall clock, for `receivedAt`. */
  clock?: (() => number) | undefined
  random?: (() => number) | undefined
}

export interface SupervisedSocket {
  /**
   * The protocol's instruments changed: they are subscribed on the connection that is, or, where the
   * URL says it all, a new connection takes over from it.
   */
  changed(): void
  /** Nothing is delivered after it. */
  stop(): void
}

export function supervise(protocol: VenueProtocol, options: SocketOptions): SupervisedSocket {
  const { sink, clock = Date.now, random = Math.random } = options
  const limits: SocketLimits = { ...defaultLimits, ...options.limits }
  const newest = makeNewest()
  const refusals = makeRefusals()
  const { dialogue } = protocol
  /** In a row; a line that stayed healthy ends the row. */
  let failures = 0
  const cooldown = makeCooldown(limits)
  let phase: Phase = connect()
  const timer = setInterval(check, limits.checkMs)

  function connect(): Phase {
    newest.restart()
    sink.status({ phase: 'connecting', attempt: failures + 1 })
    return { name: 'connecting', line: dial() }
  }

  function dial(): Line {
    const link = openLink(protocol.url(), limits, {
      opened: () => opened(line),
      text: (text) => read(line, text),
      binary: (bytes) => sink.refused(`A binary frame of ${bytes} bytes from a venue of text.`),
      ended: (ending) => ended(line, ending),
    })
    const line = newLine({
      link,
      subscriptions: dialogue && makeSubscriptions(dialogue, { refusals, tell: sink.refused }),
      now: performance.now(),
      instrumentSilenceMs: limits.instrumentSilenceMs,
      // Not all servers at the same moment.
      lifetimeMs: limits.lifetimeMs * (1 - 0.05 * random()),
    })
    want(line)
    return line
  }

  function want(line: Line): void {
    const instruments = protocol.instruments()
    line.silence.watch(
      instruments.map(({ id }) => id),
      performance.now(),
    )
    line.subscriptions?.want(instruments.map(({ symbol }) => symbol))
    ask(line)
  }

  /** Sends what is to be sent for the subscriptions by now. */
  function ask(line: Line): void {
    if (line.openedAt === undefined) return
    const next = () => line.subscriptions?.next(performance.now())
    for (let frame = next(); frame !== undefined; frame = next()) line.link.send(frame)
  }

  function opened(line: Line): void {
    line.openedAt = performance.now()
    ask(line)
    if (phase.name !== 'connecting' || phase.line !== line) return
    phase = { name: 'open', line }
    sink.status({ phase: 'open' })
  }

  function read(line: Line, text: string): void {
    const now = performance.now()
    for (const event of protocol.parse(text, clock())) {
      // A sink may stop us in the middle of a frame.
      if (phase.name === 'stopped') return
      switch (event.type) {
        case 'trade':
          heard(line, event.trade.instrument, now)
          if (newest.admits(event)) sink.trade(event.trade)
          break
        case 'quote':
          heard(line, event.quote.instrument, now)
          if (newest.admits(event)) sink.quote(event.quote)
          break
        case 'ticker':
          heard(line, event.ticker.instrument, now)
          if (newest.admits(event)) sink.ticker(event.ticker)
          break
        case 'alive':
          line.lastAliveAt = now
          break
        case 'acknowledged':
        case 'subscriptions':
        case 'unknown':
        case 'already':
        case 'hurried':
          line.subscriptions?.heard(event, now)
          ask(line)
          break
        case 'shutdown':
          announced(line, now)
          break
        case 'refused':
          sink.refused(event.reason)
          break
        default:
          unreachable(event)
      }
    }
  }

  function announced(line: Line, now: number): void {
    if (line.endAnnounced) return
    line.endAnnounced = true
    // Lines that are ended young again and again are failures, and replaced at their pace.
    failures = isHealthy(line, { now, limits }) ? 0 : failures + 1
    line.renewAt = failures === 0 ? now : now + backoff({ failures, random, limits })
    replaceWhenDue(now)
  }

  function heard(line: Line, instrument: InstrumentId, now: number): void {
    line.firstDataAt ??= now
    line.lastDataAt = now
    line.silence.heard(instrument, now)
  }

  function ended(line: Line, ending: Ending): void {
    const now = performance.now()
    switch (phase.name) {
      case 'connecting':
      case 'open':
        if (phase.line === line) wait(line, { ending, now })
        break
      case 'replacing': {
        const { line: old, next } = phase
        if (line === next) {
          old.failedSuccessors += 1
          const after = { failures: old.failedSuccessors, random, limits }
          const { reason, delayMs } = planRetry(ending, after)
          old.notBefore = now + delayMs
          old.renewAt = old.notBefore
          sink.refused(`A new connection beside the present one did not come up. ${reason}`)
          phase = { name: 'open', line: old }
        } else if (line === old) {
          if (next.openedAt === undefined) {
            phase = { name: 'connecting', line: next }
            sink.status({ phase: 'connecting', attempt: failures + 1 })
          } else phase = { name: 'open', line: next }
        }
        break
      }
    }
  }

  function wait(line: Line, { ending, now }: { ending: Ending; now: number }): void {
    failures = isHealthy(line, { now, limits }) ? 1 : failures + 1
    const { reason, delayMs } = planRetry(ending, { failures, random, limits })
    leave(line, { connectInMs: delayMs })
    sink.status({ phase: 'waiting', reason, retryInMs: Math.round(delayMs) })
  }

  function leave(line: Line, { connectInMs }: { connectInMs: number }): void {
    line.link.leave()
    const timer = setTimeout(() => {
      phase = connect()
    }, connectInMs)
    phase = { name: 'waiting', timer }
  }

  function check(): void {
    const now = performance.now()
    if (phase.name === 'replacing') {
      const { line, next } = phase
      if (canTakeOver(next, { now, limits })) {
        line.link.leave()
        phase = { name: 'open', line: next }
      } else if (!dropIfSilent(next, now)) tend(next, now)
    }
    if (phase.name === 'waiting' || phase.name === 'stopped') return
    const { line } = phase
    if (protocol.isQuiet?.(clock())) excuse(line, { now, limits })
    if (dropIfSilent(line, now)) return
    tend(line, now)
    checkInstruments(line, now)
    replaceWhenDue(now)
  }

  function dropIfSilent(line: Line, now: number): boolean {
    const ms = silentFor(line, { now, limits })
    if (ms === undefined) return false
    line.link.leave()
    ended(line, { kind: 'silent', ms })
    return true
  }

  /** What a connection that is open needs now and then. */
  function tend(line: Line, now: number): void {
    if (line.openedAt === undefined) return
    ask(line)
    const { keepAlive } = protocol
    if (!keepAlive || now - line.keptAliveAt < keepAlive.everyMs) return
    line.keptAliveAt = now
    line.link.send(keepAlive.message)
  }

  function checkInstruments(line: Line, now: number): void {
    const { fell, never } = line.silence.check(now)
    const { instrumentSilenceMs: ms } = limits
    for (const instrument of never) {
      // Where the venue has refused it, that is told already.
      if (!refusals.has(symbolOf(instrument), now)) sink.refused(neverSpoke(instrument, ms))
    }
    if (fell.length === 0 || phase.name !== 'open' || now < line.notBefore) return
    if (!cooldown.begin(now)) return
    line.renewAt = now
    sink.refused(fellSilent(fell, ms))
  }

  function replaceWhenDue(now: number): void {
    if (phase.name !== 'open') return
    const { line } = phase
    if (now < line.renewAt || now < line.notBefore) return
    if (protocol.exclusive) leave(line, { connectInMs: limits.minDelayMs })
    else phase = { name: 'replacing', line, next: dial() }
  }

  return {
    changed() {
      if (dialogue) {
        if ('line' in phase) want(phase.line)
        if ('next' in phase) want(phase.next)
      } else if (phase.name === 'connecting') {
        phase.line.link.leave()
        phase = { name: 'connecting', line: dial() }
      } else if (phase.name === 'open' || phase.name === 'replacing') {
        if (phase.name === 'replacing') phase.next.link.leave()
        phase = { name: 'replacing', line: phase.line, next: dial() }
      }
    },
    stop() {
      clearInterval(timer)
      if (phase.name === 'waiting') clearTimeout(phase.timer)
      if ('line' in phase) phase.line.link.leave()
      if ('next' in phase) phase.next.link.leave()
      phase = { name: 'stopped' }
    },
  }
}

import type { InstrumentId } from '../../shared/instrument.ts'
import type { VenueEvent } from './event.ts'
import { type Line, newLine } from './line.ts'
import { type Ending, openLink } from './link.ts'
import { makeNewest } from './newest.ts'
import { backoff, planRetry } from './retry.ts'
import { defaultLimits, type SocketLimits } from './socket-limits.ts'
import type { VenueSink } from './venue.ts'

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

export interface VenueProtocol {
  /** Asked for each connection anew. */
  url(): string
  /** Those that this connection must hear of; asked for each connection anew. */
  instruments(): readonly InstrumentId[]
  /** What a text frame says. Pure, never throws. */
  parse(text: string, receivedAt: number): readonly VenueEvent[]
  /** Messages to send when it has opened, for venues that don't take it all in the URL. */
  subscribe?(): readonly string[]
  /** A message that the venue wants every so often, where pongs (answered by `ws`) aren't enough. */
  keepAlive?: { everyMs: number; message: string }
}

export type SocketSink = Omit<VenueSink, 'instruments'>

export interface SocketOptions {
  sink: SocketSink
  limits?: Partial<SocketLimits> | undefined
  /** Wall clock, for `receivedAt`. */
  clock?: (() => number) | undefined
  random?: (() => number) | undefined
}

export interface SupervisedSocket {
  /** The protocol's URL changed: a new connection takes over from the present one. */
  renew(): void
  /** Nothing is delivered after it. */
  stop(): void
}

export function supervise(protocol: VenueProtocol, options: SocketOptions): SupervisedSocket {
  const { sink, clock = Date.now, random = Math.random } = options
  const limits: SocketLimits = { ...defaultLimits, ...options.limits }
  const newest = makeNewest()
  /** In a row; a line that stayed healthy ends the row. */
  let failures = 0
  let silenceRenewedAt = Number.NEGATIVE_INFINITY
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
      instruments: protocol.instruments(),
      now: performance.now(),
      instrumentSilenceMs: limits.instrumentSilenceMs,
      // Not all servers at the same moment.
      lifetimeMs: limits.lifetimeMs * (1 - 0.05 * random()),
    })
    return line
  }

  function opened(line: Line): void {
    line.openedAt = performance.now()
    for (const message of protocol.subscribe?.() ?? []) line.link.send(message)
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
        case 'shutdown':
          announced(line, now)
          break
        case 'refused':
          sink.refused(event.reason)
      }
    }
  }

  function announced(line: Line, now: number): void {
    if (line.endAnnounced) return
    line.endAnnounced = true
    // Lines that are ended young again and again are failures, and replaced at their pace.
    failures = isHealthy(line, now) ? 0 : failures + 1
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
    failures = isHealthy(line, now) ? 1 : failures + 1
    const { reason, delayMs } = planRetry(ending, { failures, random, limits })
    const timer = setTimeout(() => {
      phase = connect()
    }, delayMs)
    phase = { name: 'waiting', timer }
    sink.status({ phase: 'waiting', reason, retryInMs: Math.round(delayMs) })
  }

  function check(): void {
    const now = performance.now()
    if (phase.name === 'replacing') {
      const { line, next } = phase
      if (next.firstDataAt !== undefined && now - next.firstDataAt >= limits.overlapMs) {
        line.link.leave()
        phase = { name: 'open', line: next }
      } else dropIfSilent(next, now)
    }
    if (phase.name === 'waiting' || phase.name === 'stopped') return
    const { line } = phase
    if (dropIfSilent(line, now)) return
    if (line.openedAt !== undefined) keepAlive(line, now)
    checkInstruments(line, now)
    replaceWhenDue(now)
  }

  function dropIfSilent(line: Line, now: number): boolean {
    const ms = now - line.lastDataAt
    if (ms < limits.silenceMs) return false
    line.link.leave()
    ended(line, { kind: 'silent', ms })
    return true
  }

  function keepAlive(line: Line, now: number): void {
    const { keepAlive } = protocol
    if (!keepAlive || now - line.keptAliveAt < keepAlive.everyMs) return
    line.keptAliveAt = now
    line.link.send(keepAlive.message)
  }

  function checkInstruments(line: Line, now: number): void {
    const { fell, never } = line.silence.check(now)
    const seconds = Math.round(limits.instrumentSilenceMs / 1000)
    for (const instrument of never) {
      sink.refused(
        `${instrument} was subscribed and has sent nothing for ${seconds} s: its name may be dead.`,
      )
    }
    if (fell.length === 0 || phase.name !== 'open') return
    if (now - silenceRenewedAt < limits.cooldownMs || now < line.notBefore) return
    silenceRenewedAt = now
    line.renewAt = now
    sink.refused(`${fell.join(', ')} fell silent for ${seconds} s: a new connection is made.`)
  }

  function replaceWhenDue(now: number): void {
    if (phase.name !== 'open') return
    const { line } = phase
    if (now >= line.renewAt && now >= line.notBefore) {
      phase = { name: 'replacing', line, next: dial() }
    }
  }

  function isHealthy(line: Line, now: number): boolean {
    return line.firstDataAt !== undefined && now - line.firstDataAt >= limits.healthyMs
  }

  return {
    renew() {
      switch (phase.name) {
        case 'connecting':
          phase.line.link.leave()
          phase = { name: 'connecting', line: dial() }
          break
        case 'open':
          phase = { name: 'replacing', line: phase.line, next: dial() }
          break
        case 'replacing':
          phase.next.link.leave()
          phase = { name: 'replacing', line: phase.line, next: dial() }
          break
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

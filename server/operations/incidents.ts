import type { Log } from './log.ts'

/** What somebody tried and was refused, as an operator looks for it. */
const sentences = {
  origin: 'Another site’s page was refused.',
  passkey: 'A passkey’s answer was refused.',
  limit: 'Too many requests were refused.',
  stranger: 'Somebody asks again and again without a session, or with a wrong token.',
  broken: 'What isn’t HTTP, or comes too slowly, was refused.',
  address: 'An address that this server may not knock at was refused.',
  body: 'A body that is too long or nested too deeply was refused.',
  another: 'Somebody has asked for what is another user’s.',
} as const

export type Incident = keyof typeof sentences

export interface Incidents {
  /** Writes it down, and counts it. Texts are strangers': no secrets, and never more of them than a line. */
  note(what: Incident, fields: Record<string, string>): void
  /** Somebody was answered 401: an incident only where it happens all the time. */
  strange(address: string): void
}

export interface IncidentsOptions {
  log: Pick<Log, 'warn'>
  now(): number
  onIncident?(what: Incident): void
}

const windowMs = 60_000
/** Lines of one kind within a window; what comes beyond them is counted in the next line. */
const maxLines = 20
const maxChars = 200
/** So many answers of 401 to one address within a window are no accident. */
const manyStrange = 20
const maxAddresses = 1_000

/** A log that no attack can flood, nor write into. */
export function makeIncidents({ log, now, onIncident }: IncidentsOptions): Incidents {
  /** By what happened; each limit for itself, so that one that is hit all the time hides no other. */
  const windows = new Map<string, { until: number; lines: number; unlogged: number }>()
  /** The one that began first is the first. */
  const strangers = new Map<string, { until: number; times: number }>()

  function note(what: Incident, fields: Record<string, string>): void {
    onIncident?.(what)
    const kind = what === 'limit' ? `${what} ${fields.limit}` : what
    const before = windows.get(kind)
    const isOver = before === undefined || before.until <= now()
    const window = isOver ? { until: now() + windowMs, lines: 0, unlogged: 0 } : before
    windows.set(kind, window)
    if (window.lines >= maxLines) {
      window.unlogged++
      return
    }
    window.lines++
    const unlogged = isOver ? (before?.unlogged ?? 0) : 0
    const clipped = Object.entries(fields).map(([name, text]) => [name, clip(text)])
    const line = { incident: what, ...Object.fromEntries(clipped) }
    log.warn({ ...line, ...(unlogged > 0 && { unlogged }) }, sentences[what])
  }

  return {
    note,
    strange(address) {
      const known = strangers.get(address)
      const isKnown = known !== undefined && known.until > now()
      const stranger = isKnown ? known : { until: now() + windowMs, times: 0 }
      if (!isKnown) {
        strangers.delete(address)
        strangers.set(address, stranger)
        for (const oldest of strangers.keys()) {
          if (strangers.size <= maxAddresses) break
          strangers.delete(oldest)
        }
      }
      if (++stranger.times === manyStrange) note('stranger', { address })
    },
  }
}

function clip(text: string): string {
  return text.length <= maxChars ? text : `${text.slice(0, maxChars)}…`
}

import { createSignal } from 'solid-js'
import { type Formats, makeFormatters, zoneOf as zoneIn } from './formatters.ts'

const [current, setCurrent] = createSignal(
  makeFormatters({ language: 'en', timeZone: 'device', numbers: 'language' }),
)

/** The formatters of what is chosen; a text that is made with them follows the choice. */
export const formatters = current

/** What numbers and times are written by just now. */
export const formats = (): Formats => current().formats

/** Changes some of it. The zone must be one that `isTimeZone` knows. */
export function setFormats(changes: Partial<Formats>): void {
  const now = current().formats
  const next = { ...now, ...changes }
  const isSame =
    next.language === now.language && next.timeZone === now.timeZone && next.numbers === now.numbers
  if (!isSame) setCurrent(makeFormatters(next))
}

/** The zone of times on screen, as Intl takes it; `undefined` is the device's own. */
export const zoneOf = (): string | undefined => zoneIn(formats())

/** Whether a text names a time zone that can be chosen. */
export function isTimeZone(text: string): boolean {
  if (text === 'device') return true
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

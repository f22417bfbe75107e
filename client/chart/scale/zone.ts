/** Seconds that a zone's clocks are ahead of UTC, at an instant in epoch seconds. */
export type Offset = (time: number) => number

/** No zone changes its clocks but at the full quarter of an hour. */
const steadySeconds = 900
/** Offsets remembered; the labels of one axis need some ten. */
const capacity = 512

/** The offset of an IANA zone; without one, of the device's. A zone that isn't known throws. */
export function offsetOf(zone: string | undefined): Offset {
  if (zone === 'UTC') return () => 0
  // Asking Intl takes microseconds, and a chart under a finger asks in every frame.
  const known = new Map<number, number>()
  const ask = asking(zone)
  return (time) => {
    const steady = Math.floor(time / steadySeconds)
    const found = known.get(steady)
    if (found !== undefined) return found
    const offset = ask(steady * steadySeconds * 1_000)
    if (known.size >= capacity) known.clear()
    known.set(steady, offset)
    return offset
  }
}

/** As `offsetOf`, for who asks for the same zone time and again. */
export function makeOffset(): (zone: string | undefined) => Offset {
  let current = { zone: 'UTC' as string | undefined, offset: offsetOf('UTC') }
  return (zone) => {
    if (zone !== current.zone) current = { zone, offset: offsetOf(zone) }
    return current.offset
  }
}

function asking(zone: string | undefined): (at: number) => number {
  if (zone === undefined) return (at) => -60 * new Date(at).getTimezoneOffset()
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
  return (at) => {
    // `GMT`, `GMT+09:00`, `GMT-03:30`.
    const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? ''
    const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(name) ?? []
    const seconds = Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60
    return sign === '-' ? -seconds : seconds
  }
}

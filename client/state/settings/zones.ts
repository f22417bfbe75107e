import { settingsWords } from '../../words/late/settings.ts'

/** The time zones to choose from, each with how far it is from UTC now, the earliest day first. */
export function zoneChoices(chosen: string, now: number): { value: string; text: string }[] {
  const { timeZone, zones } = settingsWords()
  const named: [string, string][] = Object.entries(zones)
  // One that came from elsewhere stays to be seen.
  const isListed = chosen === 'device' || chosen === 'UTC' || chosen in zones
  const rest: [string, string][] = isListed ? [] : [[chosen, chosen.replaceAll('_', ' ')]]
  return [
    { value: 'device', text: timeZone.device },
    { value: 'UTC', text: 'UTC' },
    ...[...named, ...rest].map(([zone, city]) => ({
      value: zone,
      text: `${city} · ${offsetOf(zone, now)}`,
    })),
  ]
}

/** `UTC+9`, as it is at that time of the year. */
function offsetOf(zone: string, at: number): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    timeZoneName: 'shortOffset',
  }).formatToParts(at)
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  return name.replace('GMT', 'UTC').replace('-', '−')
}

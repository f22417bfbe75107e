import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { profilesOf, type RadioProfileName } from '../../../shared/radio-profiles.ts'
import { ebbDay, rivalDay } from './day.ts'
import { median } from './freshness.ts'
import { type Recordings, recordAll } from './recordings.ts'
import { policies } from './rivals.ts'
import { dayOf } from './timeline.ts'

/*
 * `npx tsx client/bench/energy/energy.ts [recorded] [short]`: what a day costs the radio, by Ebb and by
 * policies that know nothing of it. `recorded`: by what was recorded last, without a browser.
 */
const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
const recorded = new URL('recordings.jsonl', import.meta.url)

export interface Ratio {
  /** Medians of the days, J above a radio that sleeps. */
  ebb: number
  cheapest: number
  cheapestPolicy: string
  /** Of each day, to the cheapest of that day. */
  ratio: { median: number; least: number; most: number }
  /** The same while the others too are only there as long as Ebb's page is. */
  ratioAsOpen: number
}

/** Of every radio, over eleven days. */
export function ratios(recordings: Recordings): Record<RadioProfileName, Ratio> {
  const days = seeds.map((seed) => {
    const day = dayOf(seed)
    const costs = (within: 'always' | 'as-open') =>
      policies.map((name) => ({ name, cost: rivalDay(day, steadyOf(recordings, name), within) }))
    return { ebb: ebbDay(day, recordings), others: costs('always'), asOpen: costs('as-open') }
  })
  const byProfile = [...profilesOf.cellular, ...profilesOf.wifi].map((profile) => {
    const found = days.map(({ ebb, others, asOpen }) => {
      const own = ebb[profile]
      const cheapest = others.toSorted((a, b) => a.cost[profile] - b.cost[profile])[0]
      const least = cheapest?.cost[profile] ?? Number.NaN
      const leastAsOpen = Math.min(...asOpen.map(({ cost }) => cost[profile]))
      return { own, least, name: cheapest?.name ?? '', asOpen: own / leastAsOpen }
    })
    const each = found.map(({ own, least }) => own / least)
    const ratio: Ratio = {
      ebb: median(found.map(({ own }) => own)),
      cheapest: median(found.map(({ least }) => least)),
      cheapestPolicy: [...new Set(found.map(({ name }) => name))].join(' or '),
      ratio: { median: median(each), least: Math.min(...each), most: Math.max(...each) },
      ratioAsOpen: median(found.map(({ asOpen }) => asOpen)),
    }
    return [profile, ratio] as const
  })
  return Object.fromEntries(byProfile) as Record<RadioProfileName, Ratio>
}

/** Records, keeps what was recorded, and reckons. */
export async function energyBench(options: { short?: boolean } = {}): Promise<string> {
  const recordings = await recordAll(options)
  if (!options.short) await writeFile(recorded, linesOf(recordings))
  return energyReport(recordings)
}

export async function readRecordings(): Promise<Recordings> {
  const recordings: Recordings = { ebb: {}, others: {} }
  for (const line of (await readFile(recorded, 'utf8')).trim().split('\n')) {
    const [whose, name, value]: [keyof Recordings, string, never] = JSON.parse(line)
    recordings[whose][name] = value
  }
  return recordings
}

/** One line for each device and policy. */
function linesOf(recordings: Recordings): string {
  const whose = ['ebb', 'others'] as const
  const lines = whose.flatMap((who) =>
    Object.entries(recordings[who]).map(([name, value]) => JSON.stringify([who, name, value])),
  )
  return `${lines.join('\n')}\n`
}

function energyReport(recordings: Recordings): string {
  const rows = Object.entries(ratios(recordings)).map(([profile, found]) => {
    const { ebb, cheapest, cheapestPolicy, ratio, ratioAsOpen } = found
    const figures = [ebb, cheapest].map((joules) => joules.toFixed(0))
    const of = `${ratio.median.toFixed(2)} (${ratio.least.toFixed(2)} to ${ratio.most.toFixed(2)})`
    return `| ${profile} | ${figures.join(' | ')} | ${cheapestPolicy} | ${of} | ${ratioAsOpen.toFixed(2)} |`
  })
  const shown = [
    ...Object.entries(recordings.ebb).map(([name, it]) => [`Ebb, ${name}`, it] as const),
    ...Object.entries(recordings.others),
  ].map(([name, { steady, medianAgeMs }]) => {
    const aMinute = 60_000 / steady.forMs
    const bytes = steady.packets.reduce((sum, [, down, up]) => sum + down + up, 0) * aMinute
    const packets = steady.packets.length * aMinute
    return `| ${name} | ${medianAgeMs.toFixed(0)} | ${(bytes / 1_000).toFixed(1)} | ${packets.toFixed(0)} |`
  })
  return `A day in the life, sixteen hours: 40 glances of 30 s, two sessions of 10 minutes, in between behind others or closed; the battery falls from full to 15 %; each hour on Wi-Fi or cellular. ${seeds.length} days, seeded. Joules above a radio that sleeps, by the model of \`shared/radio.ts\`, of the hours on that kind of radio. What passed was recorded: the built app in Chromium through its service worker, and bare pages on the same feed, 16 instruments changing five times a second, through a relay with a round trip of 50 ms that stamps every packet; headers of TCP and IP included, TLS not, pushes neither. The others are on all day, as they are shipped ("always"); in the last column they too are there only while Ebb's page is. A poll every 10 s ends its connection with the answer, because the server would close it before the next; on one that keeps it for longer such a poll is spared a handshake, which on Wi-Fi is a tenth of its cost.

| radio | Ebb, J | cheapest other, J | which | Ebb : cheapest, median (least to most) | while open only |
|---|--:|--:|---|--:|--:|
${rows.join('\n')}

What stands on the screen while it is in front:

| | median age of a price, ms | kB a minute | packets a minute |
|---|--:|--:|--:|
${shown.join('\n')}
`
}

function steadyOf({ others }: Recordings, name: string) {
  const steady = others[name]?.steady
  if (steady === undefined) throw new Error(`Nothing was recorded of “${name}”.`)
  return steady
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const short = process.argv.includes('short')
  const isRecorded = process.argv.includes('recorded')
  process.stdout.write(
    isRecorded ? energyReport(await readRecordings()) : await energyBench({ short }),
  )
}

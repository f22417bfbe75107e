import { defaultSymbols } from '../../../shared/instrument.ts'
import { openStage } from '../stage.ts'
import type { Device } from './device.ts'
import { watchBirths } from './freshness.ts'
import { recordRival, recordVisit, type Spans, type Visit } from './recording.ts'
import { policies } from './rivals.ts'
import type { Trace } from './trace.ts'

/** The devices that a day meets; what each is fed by is the plan's to say. */
export const devices = {
  'battery high, Wi-Fi': on(0.8, 'wifi'),
  'battery high, cellular': on(0.8, 'cellular'),
  'battery middling, Wi-Fi': on(0.4, 'wifi'),
  'battery middling, cellular': on(0.4, 'cellular'),
  'battery low, Wi-Fi': on(0.15, 'wifi'),
  'battery low, cellular': on(0.15, 'cellular'),
} as const satisfies Record<string, Device>

export type DeviceName = keyof typeof devices

/** By the names of devices and of policies. */
export interface Recordings {
  ebb: Record<string, Visit>
  others: Record<string, { steady: Trace; medianAgeMs: number }>
}

const usual: Spans = { arrivalMs: 20_000, steadyMs: 60_000 }
const short: Spans = { arrivalMs: 15_000, steadyMs: 30_000 }
/** As lively as a market gets on a quiet day: each of 16 instruments five times a second. */
const changesPerSecond = 80
/** Two cores can't feed more pages at once without delaying them. */
const atOnce = 4

export async function recordAll(options: { short?: boolean } = {}): Promise<Recordings> {
  const spans = options.short ? short : usual
  const stage = await openStage({ symbols: defaultSymbols, changesPerSecond })
  const births = watchBirths(stage)
  const about = { stage, browser: stage.browser, births }
  const recordings: Recordings = { ebb: {}, others: {} }
  const work = [
    ...Object.entries(devices).map(([name, device]) => async () => {
      recordings.ebb[name] = await recordVisit(about, device, spans)
    }),
    ...policies.map((name) => async () => {
      recordings.others[name] = await recordRival(about, name, spans)
    }),
  ]
  try {
    const next = async () => {
      for (let one = work.shift(); one !== undefined; one = work.shift()) await one()
    }
    await Promise.all(Array.from({ length: options.short ? work.length : atOnce }, next))
    return recordings
  } finally {
    births.stop()
    await stage.close()
  }
}

function on(level: number, network: 'wifi' | 'cellular'): Device {
  return { battery: { level, charging: false }, saveData: false, network }
}

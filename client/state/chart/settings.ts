import { type Accessor, createMemo, createSignal } from 'solid-js'
import { parseSymbol } from '../../../shared/instrument.ts'
import { type ChartInterval, chartIntervals } from '../../../shared/rollup.ts'
import { type ChartKind, type ChartView, chartKinds } from '../../chart/view.ts'
import type { Settings } from '../../db/settings.ts'
import { type Indicator, parseIndicators } from '../indicators/indicator.ts'
import { type Period, periods } from './periods.ts'

export const scales = ['linear', 'log', 'percent'] as const satisfies readonly ChartView['scale'][]
export type Scale = (typeof scales)[number]

/** How one instrument's chart is looked at. */
export interface ChartSettings {
  kind: ChartKind
  interval: ChartInterval
  /** Absent where an interval was chosen, and as many candles are shown as are legible. */
  period: Period | undefined
  scale: Scale
  volume: boolean
  indicators: readonly Indicator[]
  /** What it is compared with, as a person names it. */
  compare: string | undefined
}

/** By what the instrument is called in the address; the one changed last is the last. */
export type Charts = ReadonlyMap<string, ChartSettings>

const key = 'charts'
/** Instruments whose charts are remembered; the one changed longest ago goes first. */
const most = 200
/** A device that hangs keeps nobody waiting for ever: the chart is shown as if it had nothing. */
const patienceMs = 2_000

/** What the device remembers; nothing where it can't say. */
export async function readCharts(store: Settings): Promise<Charts> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const impatience = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patienceMs)
  })
  try {
    return parseCharts(await Promise.race([store.get(key), impatience]))
  } catch {
    return new Map()
  } finally {
    clearTimeout(timer)
  }
}

export interface ChartSettingsOptions {
  store: Settings
  /** As they were read. */
  charts: Charts
  /** Of a chart that nobody has set up, when no other was either. */
  preset: ChartSettings
  symbol: Accessor<string>
  /** The device couldn't keep a change: it lasts as long as the chart is there. */
  onTrouble(error: unknown): void
}

/** An instrument's own settings; until it has any, those of the one that was changed last. */
export function createChartSettings(options: ChartSettingsOptions) {
  const { store, symbol, onTrouble } = options
  const [charts, setCharts] = createSignal(options.charts)
  let writing = Promise.resolve()

  const value = createMemo<ChartSettings>(() => {
    const own = charts().get(symbol())
    const last = [...charts().values()].at(-1)
    return own ?? { ...(last ?? options.preset), compare: undefined }
  })

  return {
    value,
    change(patch: Partial<ChartSettings>): void {
      const name = symbol()
      const next = { ...value(), ...patch }
      setCharts((all) => withChart(all, name, next))
      // Another tab may have kept others in the meantime.
      const write = async () =>
        store.set(key, [...withChart(parseCharts(await store.get(key)), name, next)])
      writing = writing.then(write).catch(onTrouble)
    },
  }
}

function withChart(charts: Charts, name: string, settings: ChartSettings): Charts {
  const next = new Map(charts)
  next.delete(name)
  next.set(name, settings)
  for (const oldest of next.keys()) {
    if (next.size <= most) break
    next.delete(oldest)
  }
  return next
}

function parseCharts(value: unknown): Charts {
  const charts = new Map<string, ChartSettings>()
  if (!Array.isArray(value)) return charts
  for (const entry of value) {
    if (!Array.isArray(entry) || typeof entry[0] !== 'string') continue
    const settings = parseSettings(entry[1])
    if (settings) charts.set(entry[0], settings)
  }
  return charts
}

function parseSettings(value: unknown): ChartSettings | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const kept = value as Partial<Record<string, unknown>>
  const kind = chartKinds.find((each) => each === kept.kind)
  const interval = chartIntervals.find((each) => each === kept.interval)
  if (kind === undefined || interval === undefined) return undefined
  const { compare } = kept
  return {
    kind,
    interval,
    period: periods.find((each) => each === kept.period),
    scale: scales.find((each) => each === kept.scale) ?? 'linear',
    volume: kept.volume !== false,
    indicators: parseIndicators(kept.indicators),
    compare: typeof compare === 'string' && parseSymbol(compare) ? compare : undefined,
  }
}

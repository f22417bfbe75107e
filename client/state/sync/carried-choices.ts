import type { Settings } from '../../db/settings.ts'
import { readChoices, takeChoices } from '../settings/choices.ts'
import type { Choices } from './carried.ts'

/** What is the user's and not the device's: how loud or how sparing a device is stays its own. */
const names = ['language', 'numbers', 'time-zone', 'theme', 'palette', 'flash', 'currency'] as const
const chartsKey = 'charts'
const chartPrefix = 'chart '

/** The choices that go along: those of the settings, and how each instrument's chart is looked at. */
export function makeCarriedChoices(settings: Settings): Choices {
  return {
    async read() {
      const here = readChoices()
      const charts = readCharts(await settings.get(chartsKey))
      return Object.fromEntries([
        ...names.flatMap((name) => (here[name] === undefined ? [] : [[name, here[name]] as const])),
        ...charts.map(([name, chart]) => [chartPrefix + name, JSON.stringify(chart)] as const),
      ])
    },
    async take(choices) {
      const known = Object.entries(choices).filter(([name]) => names.some((each) => each === name))
      takeChoices(Object.fromEntries(known))
      const coming = Object.entries(choices).flatMap(([name, text]) => {
        const chart = name.startsWith(chartPrefix) ? parse(text) : undefined
        return chart === undefined ? [] : [[name.slice(chartPrefix.length), chart] as const]
      })
      if (coming.length === 0) return
      const charts = readCharts(await settings.get(chartsKey))
      // Before those of here: a chart that has no settings of its own goes by the one set up last.
      const merged = new Map([...coming, ...charts])
      for (const [name, chart] of coming) merged.set(name, chart)
      await settings.set(chartsKey, [...merged])
    },
  }
}

/** As `state/chart/settings.ts` keeps them; it checks what they say. */
function readCharts(value: unknown): (readonly [name: string, chart: unknown])[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((entry: unknown) => {
    const [name, chart]: unknown[] = Array.isArray(entry) ? entry : []
    return typeof name === 'string' ? [[name, chart] as const] : []
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

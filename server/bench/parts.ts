import { alertsBench, alertsTable, alertsWork } from './alerts.ts'
import type { Choice } from './choice.ts'
import { fanOut } from './fan-out/fan-out.ts'
import { searchBench, searchWork } from './search.ts'
import { storageBench, storageTable, storageWork } from './storage.ts'
import { startBench } from './whole/start.ts'
import { tickBench } from './whole/tick.ts'
import { wireBench, wireTable, wireWork } from './wire.ts'
import { wireJsonBench } from './wire-json.ts'

/** A part of the bench: what is its section in the results. */
export interface Part {
  title: string
  run(choice: Choice): Promise<string>
}

export const parts: Record<string, Part> = {
  'fan-out': { title: 'Fan-out', run: fanOut },
  tick: { title: 'From a venue’s frame to the client', run: tickBench },
  start: { title: 'Start, and memory of the whole server', run: startBench },
  wire: {
    title: 'The wire',
    async run({ short }) {
      const table = wireTable(wireBench(short ? 100_000 : undefined))
      return [wireWork, table, wireJsonBench()].join('\n\n')
    },
  },
  storage: {
    title: 'Storage',
    run: async ({ say }) => `${storageWork}\n\n${storageTable(await storageBench(say))}`,
  },
  alerts: {
    title: 'Alerts',
    run: async ({ say }) => `${alertsWork}\n\n${alertsTable(await alertsBench(say))}`,
  },
  search: {
    title: 'Finding an instrument',
    async run() {
      const { p50Ms, p99Ms, worstMs } = searchBench()
      const figures = `p50 ${p50Ms.toFixed(2)} ms, p99 ${p99Ms.toFixed(2)} ms`
      return `${searchWork}\n\n${figures}, slowest ${worstMs.toFixed(2)} ms.`
    },
  },
}

import {
  type Column,
  markdownTable,
  percent,
  ratioTarget,
  spread,
  type Target,
  targetLine,
  thousands,
} from '../report.ts'
import { floorName, names } from './contenders.ts'
import type { Result } from './measure.ts'
import { type Row, type Table, turnsOf } from './throughput.ts'

const over =
  (figure: (result: Result) => number, write: (value: number) => string) =>
  ({ middle, runs }: Row) =>
    spread(figure(middle), runs.map(figure), write)

const columns: Column<Row>[] = [
  ['server', ({ name }) => name],
  [
    'changes per CPU-second',
    over(
      (r) => r.changesPerCpuSecond / 1e6,
      (v) => `${v.toFixed(2)} M`,
    ),
  ],
  ['µs a send', ({ middle }) => middle.microsPerSend.toFixed(1)],
  ['bytes a change', ({ middle }) => middle.bytesPerChange.toFixed(1)],
  ['age median, ms', ({ middle }) => thousands(middle.ageMedianMs)],
  ['age p99, ms', over((r) => r.ageP99Ms, thousands)],
  ['delivered', ({ middle }) => percent(middle.delivered)],
  ['least served', ({ middle }) => percent(middle.leastServed)],
  ['load of its core', ({ middle }) => percent(middle.load)],
  ['of the clients’', ({ middle }) => percent(middle.clientsLoad)],
  ['resident, MB', ({ middle }) => middle.residentMb.toFixed(0)],
  ['kB a connection', ({ middle }) => middle.kbPerConnection.toFixed(1)],
]

export function throughputSection(table: Table): string {
  const targets = targetsOf(table).filter(({ value }) => !Number.isNaN(value))
  const lines = [...targets.map(targetLine), ...table.absent.map((why) => `- ${why}`)]
  return `### ${table.work.name}\n\n${markdownTable(table.rows, columns)}\n\n${lines.join('\n')}`
}

function targetsOf(table: Table): Target[] {
  const of = (name: string) => table.rows.find((row) => row.name === name)?.middle
  const rate = (name: string) => of(name)?.changesPerCpuSecond ?? Number.NaN
  const ratio = (name: string, peer: string, atLeast: number) =>
    ratioTarget(`${name} against ${peer}`, [rate(name), rate(peer)], atLeast)
  const burst = 'one burst a window'
  const plain = 'the peers’ JSON'
  const sized = 'the size of our frames'
  const { websocket, sse, websocketFrames, sseFrames } = names
  const { clients, task, perClient } = table.work
  if (perClient !== undefined)
    return [...agesOf(table, 150, of), ratio(websocket, floorName('ws', plain, burst), 0.9)]
  const floors = [
    ratio(websocket, floorName('ws', plain, burst), 0.9),
    ratio(websocket, floorName('ws', plain, `${turnsOf(clients)} groups`), 0.9),
    ratio(websocketFrames, floorName('ws', sized, burst), 0.9),
    ratio(sse, floorName('sse', plain, burst), 0.85),
    ratio(sseFrames, floorName('sse', sized, burst), 0.85),
  ]
  const peers = [
    ratio(websocket, names.nchan, 1.25),
    ratio(sse, names.nchanSse, 1.25),
    ratio(websocket, names.socketIo, 1.8),
    ratio(websocket, names.plain, 2.5),
    ratio(sse, names.hono, 20),
  ]
  if (task.symbols.length < 200)
    return [...floors, ...peers, ...agesOf(table, clients > 5_000 ? 150 : 105, of)]
  const millions = [websocket, sse, websocketFrames].map((name): Target => {
    const value = rate(name) / 1e6
    const shown = `${value.toFixed(2)} M changes per CPU-second`
    return { what: name, value, shown, atLeast: 9, unit: ' M' }
  })
  return [...millions, ...floors, ...peers]
}

function agesOf(table: Table, atMost: number, of: (name: string) => Result | undefined): Target[] {
  const { websocket, sse, websocketFrames, sseFrames } = names
  return [websocket, sse, websocketFrames, sseFrames]
    .filter((name) => table.rows.some((row) => row.name === name))
    .flatMap((name): Target[] => {
      const { ageP99Ms = Number.NaN, delivered = Number.NaN } = of(name) ?? {}
      const age = { what: `${name}, age p99`, value: ageP99Ms, shown: `${ageP99Ms} ms`, atMost }
      const share = Math.round(delivered * 100)
      const all = { what: `${name}, delivered`, value: share, shown: `${share} %`, atLeast: 99 }
      return [
        { ...age, unit: ' ms' },
        { ...all, unit: ' %' },
      ]
    })
}

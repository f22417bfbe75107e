import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { subprotocols } from '../../../shared/protocol.ts'
import { openSqlite } from '../../storage/sqlite.ts'
import type { Choice } from '../choice.ts'
import { startLoad } from '../load.ts'
import { elapse, residentBytes } from '../machine.ts'
import { symbolsOf } from '../market.ts'
import { buildNative } from '../native.ts'
import { type Target, targetLine } from '../report.ts'
import { fill, quiet } from '../storage.ts'
import { startWhole } from './server.ts'

const clients = 10_000

/** The whole server, as it is run: how soon it serves, and what it keeps in memory. */
export async function startBench({ short, say }: Choice): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ebb-bench-'))
  try {
    say('start: writing 8.6 million candles …')
    const file = join(folder, 'ebb.db')
    await (await openSqlite({ file, log: quiet })).close()
    await fill(file)
    const environment = { EBB_DATA: folder, EBB_MARKET: 'simulated' }
    const starts: number[] = []
    const resident: number[] = []
    for (let run = 1; run <= (short ? 1 : 5); run++) {
      const server = await startWhole(environment)
      starts.push(server.firstPriceMs)
      await elapse(short ? 3_000 : 10_000)
      resident.push(residentBytes(server.pid) / 2 ** 20)
      await server.stop()
      say(
        `start, run ${run}: ${server.firstPriceMs.toFixed(0)} ms, ${resident.at(-1)?.toFixed(0)} MB`,
      )
    }
    const served = await crowded(environment, folder, short ? 5_000 : 20_000)
    const targets: Target[] = [
      figure('Start to first price served, 8.6 M candles', starts, { atMost: 700, unit: ' ms' }),
      figure('Resident, idle', resident, { atMost: 110, unit: ' MB' }),
      ...served,
    ]
    return targets.map(targetLine).join('\n')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function figure(
  what: string,
  values: readonly number[],
  { atMost, unit }: { atMost: number; unit: string },
): Target {
  const sorted = [...values].sort((a, b) => a - b)
  const value = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  const [least, most] = [sorted[0] ?? Number.NaN, sorted.at(-1) ?? Number.NaN]
  const shown = `${value.toFixed(0)}${unit}, ${least.toFixed(0)}–${most.toFixed(0)} in ${values.length} runs`
  return { what, value, shown, atMost, unit }
}

/** With 10,000 clients on the simulated market, over WebSocket. */
async function crowded(
  environment: Record<string, string>,
  folder: string,
  settleMs: number,
): Promise<Target[]> {
  const native = buildNative()
  if (typeof native === 'string') return []
  const says = join(folder, 'says')
  const subscribe = { type: 'subscribe', symbols: symbolsOf(16), interval_ms: 250 }
  await writeFile(says, `${JSON.stringify(subscribe)}\n`)
  const server = await startWhole(environment)
  const load = startLoad(native.load, {
    ...{ port: server.port, kind: 'ws', path: '/ws/price', says, stamped: false },
    subprotocol: subprotocols.frame,
  })
  try {
    const { failures } = await load.join(clients)
    await elapse(settleMs)
    const { closed } = await load.report()
    if (failures + closed > 0) throw new Error(`${failures + closed} clients were not served.`)
    const resident = residentBytes(server.pid) / 2 ** 20
    const what = 'Resident, 10,000 WebSocket clients'
    return [figure(what, [resident], { atMost: 120, unit: ' MB' })]
  } finally {
    await load.stop()
    await server.stop()
  }
}

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ageAt, agesOf } from '../ages.ts'
import { type Counts, type Load, startLoad } from '../load.ts'
import { cpuSeconds, elapse, residentBytes } from '../machine.ts'
import type { Contender, Tools, Work } from './contenders.ts'
import { readFrames } from './frames.ts'

export interface Result {
  name: string
  /** Changes that arrived, for each second of the server's CPU. */
  changesPerCpuSecond: number
  /** The server's CPU for one message to one client. */
  microsPerSend: number
  bytesPerChange: number
  /** As it comes on the wire, all framing included. */
  bytesPerMessage: number
  /** Share of the changes that were due which arrived, conflation counted against it. */
  delivered: number
  /** Messages of the client that got the fewest, as a share of the mean. */
  leastServed: number
  ageMedianMs: number
  ageP99Ms: number
  /** The server's share of one core, and that of the clients' program. */
  load: number
  clientsLoad: number
  residentMb: number
  /** From before the clients came until they are served. */
  kbPerConnection: number
  letInAfterMs: number
}

export interface Span {
  warmUpMs: number
  measureMs: number
}

/** One contender, alone on the machine: a server, its clients, a while to settle, a while measured. */
export async function measure(
  contender: Contender,
  work: Work,
  { tools, span }: { tools: Tools; span: Span },
): Promise<Result> {
  const server = await contender.start(work)
  const { look } = work
  const options = { ...contender.load(work), ...(look !== undefined && { look }) }
  const load = startLoad(tools.native.load, { ...options, port: server.port })
  try {
    const residentBefore = residentBytes(server.pid)
    const { letInAfterMs, failures } = await load.join(work.clients)
    if (failures > 0) throw new Error(`${contender.name} let ${failures} clients not in.`)
    await elapse(span.warmUpMs)
    await load.reset()
    const since = Date.now()
    const before = await load.report()
    const cpuBefore = cpuSeconds(server.pid)
    const startedAt = performance.now()
    await elapse(span.measureMs)
    const cpu = cpuSeconds(server.pid) - cpuBefore
    const seconds = (performance.now() - startedAt) / 1_000
    const counts = await load.report()
    const resident = residentBytes(server.pid)
    const each = contender.changesPerMessage?.(work)
    const { changes, ages } =
      each !== undefined
        ? { changes: counts.messages * each, ages: [] }
        : await (options.stamped ? counts : lookCloser(load, counts, since))
    const { symbols, perSecond } = work.task
    const due = (work.perClient ?? symbols.length) * perSecond * seconds * work.clients
    return {
      name: contender.name,
      changesPerCpuSecond: changes / cpu,
      microsPerSend: (cpu * 1e6) / counts.messages,
      bytesPerChange: counts.bytes / changes,
      bytesPerMessage: counts.bytes / counts.messages,
      delivered: changes / due,
      leastServed: counts.leastMessages / (counts.messages / work.clients),
      ageMedianMs: ageAt(ages, 0.5),
      ageP99Ms: ageAt(ages, 0.99),
      load: cpu / seconds,
      clientsLoad: (counts.cpuSeconds - before.cpuSeconds) / seconds,
      residentMb: resident / 2 ** 20,
      kbPerConnection: (resident - residentBefore) / 1_024 / work.clients,
      letInAfterMs,
    }
  } finally {
    await load.stop()
    await server.stop()
  }
}

/** Frames are read afterwards, those of a few clients: what they held is what all the others' did. */
async function lookCloser(
  load: Load,
  counts: Counts,
  since: number,
): Promise<Pick<Counts, 'changes' | 'ages'>> {
  const folder = await mkdtemp(join(tmpdir(), 'ebb-bench-'))
  try {
    const file = join(folder, 'frames')
    await load.dump(file)
    const { messages, ages } = readFrames(await readFile(file), since)
    const perMessage = messages === 0 ? Number.NaN : ages.length / messages
    return { changes: counts.messages * perMessage, ages: agesOf(ages) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

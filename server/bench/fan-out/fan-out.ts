import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundlePeers } from '../bundle.ts'
import type { Choice } from '../choice.ts'
import { buildNative } from '../native.ts'
import type { Tools } from './contenders.ts'
import { joining } from './joining.ts'
import { memory } from './memory.ts'
import { throughputSection } from './report.ts'
import { stalled } from './stalled.ts'
import { contendersAt, throughput } from './throughput.ts'
import { sixteen, sixteenLooking, twoHundred, watchlists } from './works.ts'

const spans = {
  whole: { warmUpMs: 2_000, measureMs: 5_000 },
  short: { warmUpMs: 1_000, measureMs: 2_000 },
}

/** One core of server, another of clients: everything that the fan-out claims. */
export async function fanOut({ short, only, at, say }: Choice): Promise<string> {
  const native = buildNative()
  if (typeof native === 'string') return `Not measured. ${native}`
  const tools: Tools = { native, peer: await bundlePeers() }
  const folder = await mkdtemp(join(tmpdir(), 'ebb-fan-out-'))
  const runs = short ? 1 : 3
  const span = short ? spans.short : spans.whole
  const sections: string[] = []
  try {
    const works = [
      await sixteen(1_000, folder),
      await sixteen(5_000, folder),
      await sixteenLooking(5_000, folder),
      await sixteen(10_000, folder),
      await twoHundred(folder),
      await watchlists(folder),
    ]
    for (const work of works.filter(({ name }) => at.test(name))) {
      const contenders = contendersAt(work, tools).filter(({ name }) => only.test(name))
      if (contenders.length === 0) continue
      const table = await throughput(work, contenders, { tools, span, runs, say })
      sections.push(throughputSection(table))
    }
    const options = { tools, folder, short, only, say, runs }
    for (const [name, measureIt] of Object.entries({ stalled, joining, memory })) {
      if (!at.test(name)) continue
      const why = (error: unknown) => `### ${name}\n\nNot measured. ${error}`
      sections.push(await measureIt(options).catch(why))
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return [introduction(runs, span.measureMs), ...sections].join('\n\n')
}

function introduction(runs: number, measureMs: number): string {
  return `One process serves on one core; the clients are a program in C on another core, a socket each, over loopback without TLS; they read everything. The run in the middle of ${runs} of ${measureMs / 1_000} s each, in turns, and between which the runs lay. Everybody sends in windows of 100 ms.

Age is from the moment a change was *due* until a client had it, in whole milliseconds, rounded down, so the wait for the window is in it: 50 ms in the middle, 100 ms at most. A change is one instrument's update at one client; a send is one message to one client. Delivered counts a conflated change as missing; the least served client's messages are told as a share of the mean. The peers' JSON is one message a window, five fields a change; Ebb's own JSON is one message a change with all its fields, its frames are what the app reads. The C programs are the floor: an epoll loop that writes the same bytes with one send(2) a client and keeps no state of it, all clients at once, or in groups staggered over the window as ours are. The peers can't resume, skip a slow client or tell an age.

Over loopback each message wakes the clients' program where that sleeps, at the cost of the server's core, which a server across a network doesn't pay: a burst wakes it once, turns wake it often. So 5,000 clients are measured once more that are never woken, but look for what has come by themselves, as the interrupts of a network card are moderated.`
}

import { writeFile } from 'node:fs/promises'
import { fanOut, fanOutWork } from './fan-out.ts'
import { pin } from './measure.ts'
import { machine, ratio, table } from './report.ts'
import { searchBench, searchWork } from './search.ts'
import { storageBench, storageTable, storageWork } from './storage.ts'

// `npm run bench`: measures, prints, and writes RESULTS.md beside this file.
pin(process.pid, 0)
const say = (line: string) => process.stderr.write(`${line}\n`)
const search = searchBench()
const storage = await storageBench(say)
const results = await fanOut(say)
const report = `# Results

${new Date().toISOString().slice(0, 10)}. ${machine()}.

## Fan-out to 1,000 clients

${fanOutWork}

${table(results)}

- ${ratio(results, 'Ebb, WebSocket, JSON', 'plain loop of ws')}
- ${ratio(results, 'Ebb, WebSocket, frames', 'plain loop of ws')}
- ${ratio(results, 'Ebb, SSE, JSON', 'Hono streamSSE')}
- ${ratio(results, 'Ebb, SSE, frames', 'Hono streamSSE')}

## Storage

${storageWork}

${storageTable(storage)}

## Finding an instrument

${searchWork}

p50 ${search.p50Ms.toFixed(2)} ms, p99 ${search.p99Ms.toFixed(2)} ms, slowest ${search.worstMs.toFixed(2)} ms.
`
process.stdout.write(report)
await writeFile(new URL('RESULTS.md', import.meta.url), report)

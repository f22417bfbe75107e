import { writeFile } from 'node:fs/promises'
import { fanOut, fanOutWork } from './fan-out.ts'
import { pin } from './measure.ts'
import { machine, ratio, table } from './report.ts'

// `npm run bench`: measures, prints, and writes RESULTS.md beside this file.
pin(process.pid, 0)
const results = await fanOut((line) => process.stderr.write(`${line}\n`))
const report = `# Results

${new Date().toISOString().slice(0, 10)}. ${machine()}.

## Fan-out to 1,000 clients

${fanOutWork}

${table(results)}

- ${ratio(results, 'Ebb, WebSocket, JSON', 'plain loop of ws')}
- ${ratio(results, 'Ebb, WebSocket, frames', 'plain loop of ws')}
- ${ratio(results, 'Ebb, SSE, JSON', 'Hono streamSSE')}
- ${ratio(results, 'Ebb, SSE, frames', 'Hono streamSSE')}
`
process.stdout.write(report)
await writeFile(new URL('RESULTS.md', import.meta.url), report)

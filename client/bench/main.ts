import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { withSections } from '../../shared/bench/results.ts'
import { machine } from './machine.ts'
import { parts } from './parts.ts'

// `npm run bench -- client opening list`: measures these parts of the built app in Chromium (or all),
// prints, and writes RESULTS.md beside this file. `short`: as shortly as a part can, and writes nothing.
const said = process.argv.slice(2)
const short = said.includes('short')
const wanted = said.filter((each) => each !== 'short')
const unknown = wanted.find((name) => parts[name] === undefined)
if (unknown !== undefined) {
  throw new Error(`There is no part "${unknown}", but ${Object.keys(parts).join(', ')}.`)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
const file = fileURLToPath(new URL('RESULTS.md', import.meta.url))
for (const [name, part] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  process.stderr.write(`${name} …\n`)
  const [startedAt, before] = [Date.now(), load()]
  const body = await part.run({ short })
  const minutes = Math.ceil((Date.now() - startedAt) / 60_000)
  const about = `${new Date(startedAt).toISOString().slice(0, 10)}. ${machine()}; Chromium, headless, without a GPU, on a phone's screen of 390×844 at 2×. In ${minutes} min, at a load of ${before} before and ${load()} after (one would keep one core busy).`
  const section = { title: part.title, body: `${about}\n\n${body}` }
  process.stdout.write(`## ${section.title}\n\n${section.body}\n\n`)
  if (short) continue
  // Part by part, so that one that fails doesn't take the others' figures along.
  const old = existsSync(file) ? await readFile(file, 'utf8') : ''
  await writeFile(file, withSections(old, [section]))
}

/** How many programs want a core, over the last minute: others' among them make everything later. */
function load(): string {
  return (loadavg()[0] ?? 0).toFixed(1)
}

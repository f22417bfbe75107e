import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type Section, withSections } from '../../shared/bench/results.ts'
import { cores, machine, pin } from './machine.ts'
import { parts } from './parts.ts'

// `npm run bench -- fan-out storage`: measures these parts (or all), prints, and writes RESULTS.md. A
// part of a part, by `only=`, `at=` or `short`, is printed only: a section there is of one run.
const said = process.argv.slice(2)
const pattern = (key: string) =>
  new RegExp(said.find((each) => each.startsWith(`${key}=`))?.slice(key.length + 1) ?? '')
const short = said.includes('short')
const isPartly = short || said.some((each) => each.includes('='))
const wanted = said.filter((each) => each !== 'short' && !each.includes('='))
const unknown = wanted.find((name) => parts[name] === undefined)
if (unknown !== undefined) {
  throw new Error(`There is no part "${unknown}", but ${Object.keys(parts).join(', ')}.`)
}

pin(process.pid, cores.bench)
// Whoever interrupts it wants no servers left behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
const say = (line: string) => process.stderr.write(`${line}\n`)
const choice = { short, only: pattern('only'), at: pattern('at'), say }
const file = fileURLToPath(new URL('RESULTS.md', import.meta.url))
for (const [name, part] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const day = new Date().toISOString().slice(0, 10)
  const body = `${day}. ${machine()}.\n\n${await part.run(choice)}`
  const section: Section = { title: part.title, body }
  process.stdout.write(`## ${section.title}\n\n${section.body}\n\n`)
  if (isPartly) continue
  // Part by part, so that one that fails doesn't take the others' figures along.
  await writeFile(
    file,
    withSections(existsSync(file) ? await readFile(file, 'utf8') : '', [section]),
  )
}

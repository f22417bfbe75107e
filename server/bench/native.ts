import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Our own programs in C, where this machine can build and run them. */
export interface Native {
  floor: string
  load: string
}

/** What the bench builds for itself; never part of what is served. */
export const benchFolder = fileURLToPath(new URL('../../dist/bench', import.meta.url))
const sources = {
  floor: ['floor.c'],
  load: ['load.c', 'counts.c', 'options.c', 'parse.c', 'record.c'],
}

/** Builds them with the machine's compiler, or says why not. */
export function buildNative(): Native | string {
  if (process.platform !== 'linux') return 'The clients are a program for Linux (epoll).'
  mkdirSync(benchFolder, { recursive: true })
  const built = { floor: '', load: '' }
  for (const name of ['floor', 'load'] as const) {
    const files = sources[name].map((file) =>
      fileURLToPath(new URL(`./c/${file}`, import.meta.url)),
    )
    built[name] = `${benchFolder}/${name}`
    const { error, status, stderr } = spawnSync('cc', ['-O2', '-o', built[name], ...files])
    if (error !== undefined) return 'There is no C compiler (cc) on this machine.'
    if (status !== 0) return `cc could not build ${name}: ${stderr}`
  }
  return built
}

import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { benchFolder } from './native.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The servers of peers; returns where a peer's program is. */
export function bundlePeers(): Promise<(name: string) => string> {
  const files = readdirSync(here('./peers')).filter((file) => file.endsWith('.ts'))
  return bundle(
    Object.fromEntries(
      files.map((file) => [file.slice(0, -'.ts'.length), here(`./peers/${file}`)]),
    ),
  )
}

/**
 * What is under measurement, built as our server is: a program that is translated while it runs would
 * pay for the translator in memory and at its start. Returns where a program is, by its name.
 */
export async function bundle(input: Record<string, string>): Promise<(name: string) => string> {
  await build({
    configFile: false,
    root: here('../..'),
    publicDir: false,
    logLevel: 'error',
    build: {
      ...{ ssr: true, outDir: benchFolder, emptyOutDir: false, target: 'node20', minify: false },
      rolldownOptions: { input },
    },
  })
  return (name) => `${benchFolder}/${name}.js`
}

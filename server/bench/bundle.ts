import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { benchFolder } from './native.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/**
 * The servers under measurement, built as ours is served: one that is translated while it runs would
 * pay for the translator in memory and at its start. Returns where a peer's program is.
 */
export async function bundlePeers(): Promise<(name: string) => string> {
  const files = readdirSync(here('./peers')).filter((file) => file.endsWith('.ts'))
  const input = Object.fromEntries(
    files.map((file) => [file.slice(0, -'.ts'.length), here(`./peers/${file}`)]),
  )
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

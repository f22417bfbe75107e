import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

export const builtFolder = fileURLToPath(new URL('../../../dist/client', import.meta.url))

/** A script of the built app. */
export interface Chunk {
  /** As in `/assets/pane-CEkAvPK1.js`. */
  path: string
  gzipBytes: number
  /** What must be there before it runs, and what it asks for when it is wanted. */
  statics: string[]
  dynamics: string[]
}

/** Every script of the built app by its path, the service worker's left out. */
export function readChunks(): Map<string, Chunk> {
  const files = readdirSync(builtFolder, { recursive: true, encoding: 'utf8' })
  const scripts = files.filter((file) => file.endsWith('.js') && file !== 'sw.js')
  return new Map(
    scripts.map((file) => {
      const text = readFileSync(join(builtFolder, file), 'utf8')
      const path = `/${file}`
      const chunk = {
        path,
        gzipBytes: gzipSync(text, { level: 9 }).length,
        statics: imported(text, /\b(?:import|from)\s*["'`](\.[^"'`]+)["'`]/g, path),
        dynamics: imported(text, /\bimport\(\s*["'`](\.[^"'`]+)["'`]/g, path),
      }
      return [path, chunk]
    }),
  )
}

/** The scripts that the page itself names. */
export function scriptsOfPage(): string[] {
  const html = readFileSync(join(builtFolder, 'index.html'), 'utf8')
  return [...html.matchAll(/<script[^>]*\ssrc="([^"]+)"/g)].map(([, path = '']) => path)
}

/** Some scripts with all that must be there before they run. */
export function withStatics(chunks: Map<string, Chunk>, paths: readonly string[]): Set<string> {
  const found = new Set<string>()
  const pending = [...paths]
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    const chunk = chunks.get(path)
    if (!chunk) throw new Error(`${path} is imported and was not built.`)
    if (found.has(path)) continue
    found.add(path)
    pending.push(...chunk.statics)
  }
  return found
}

function imported(text: string, pattern: RegExp, path: string): string[] {
  return [...text.matchAll(pattern)].map(
    ([, relative = '']) => new URL(relative, `http://built${path}`).pathname,
  )
}

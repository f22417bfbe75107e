import type { Rolldown } from 'vite'

/**
 * Names the chunk of a module: all that the page's first script needs is in one. Cut by which pages
 * share what, it would be twenty, each compressed by itself: a tenth more bytes, and as many requests.
 */
export function nameFirstScript(id: string, context: Rolldown.ChunkingContext) {
  const asking = new Set([id])
  // Grows while it is gone through, by whoever imports what is in it.
  for (const each of asking) {
    const info = context.getModuleInfo(each)
    if (info?.isEntry) return 'index'
    for (const importer of info?.importers ?? []) asking.add(importer)
  }
  return null
}

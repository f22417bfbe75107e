import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import solid from 'vite-plugin-solid'

/** A page of this folder as one script and one sheet, so that nothing is fetched while it is measured. */
export async function bundle(entry: string): Promise<{ js: string; css: string }> {
  const root = fileURLToPath(new URL('.', import.meta.url))
  const built = await build({
    configFile: false,
    root,
    logLevel: 'warn',
    plugins: [solid()],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: `${root}${entry}`, formats: ['iife'], name: 'page' },
    },
  })
  const bundles = Array.isArray(built) ? built : [built]
  const files = bundles.flatMap((one) => ('output' in one ? one.output : []))
  const js = files.map((file) => (file.type === 'chunk' ? file.code : '')).join('')
  const css = files
    .map((file) => (file.type === 'asset' && file.fileName.endsWith('.css') ? file.source : ''))
    .join('')
  return { js, css }
}

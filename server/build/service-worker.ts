import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { build, type Plugin, type ResolvedConfig } from 'vite'

const precached = /\.(js|css|html|svg|png|webmanifest)$/
const leftOut = /(^|\/)(sw\.js|screenshots\/.*)$/

/**
 * Builds `entry` as one classic script, `/sw.js`, once the client is built, and writes the list of
 * the client's files in place of `self.__WB_MANIFEST`. A dynamic import doesn't exist in a service
 * worker, hence the single file.
 */
export function serviceWorker(entry: string): Plugin {
  let config: ResolvedConfig
  return {
    name: 'ebb:service-worker',
    apply: 'build',
    applyToEnvironment: (environment) => environment.name === 'client',
    configResolved(resolved) {
      config = resolved
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const out = this.environment.config.build.outDir
        const manifest = await precacheList(out, config.build.assetsDir)
        const version = createHash('sha256').update(JSON.stringify(manifest)).digest('hex')
        await build({
          configFile: false,
          logLevel: 'warn',
          root: config.root,
          publicDir: false,
          define: {
            'self.__WB_MANIFEST': JSON.stringify(manifest),
            __EBB_VERSION__: JSON.stringify(version.slice(0, 12)),
            'process.env.NODE_ENV': '"production"',
          },
          build: {
            outDir: out,
            emptyOutDir: false,
            target: 'es2022',
            rolldownOptions: {
              input: entry,
              output: { format: 'iife', entryFileNames: 'sw.js' },
            },
          },
        })
      },
    },
  }
}

async function precacheList(folder: string, assetsDir: string) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => precached.test(file))
    .map((file) => ({ file, path: relative(folder, file).split(sep).join('/') }))
    .filter(({ path }) => !leftOut.test(path))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
  return Promise.all(
    files.map(async ({ file, path }) => ({
      url: `/${path}`,
      // A file with a hash in its name never changes; the others are told apart by their content.
      revision: path.startsWith(`${assetsDir}/`) ? null : await revisionOf(file),
    })),
  )
}

async function revisionOf(file: string) {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
    .slice(0, 16)
}

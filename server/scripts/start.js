import { bin, ensurePackages, root, run, say } from './install.js'

// `npm start`: installs what is missing, builds, serves.
ensurePackages()
say('building …')
if (!run(bin('vite'), ['build', '--app', '--logLevel', 'warn'])) {
  say('the build failed: see above.')
  process.exit(1)
}
process.chdir(root)
await import(new URL('../../dist/server/main.js', import.meta.url).href)

import { bin, ensurePackages, root, run, say } from './install.js'

// `npm start`: installs what is missing, builds, serves. Node gets a small young generation from it:
// what the server makes and throws away is little, and 16 MB of room for it would stay resident.
ensurePackages()
say('building …')
if (!run(bin('vite'), ['build', '--app', '--logLevel', 'warn'])) {
  say('the build failed: see above.')
  process.exit(1)
}
process.chdir(root)
await import(new URL('../../dist/server/main.js', import.meta.url).href)

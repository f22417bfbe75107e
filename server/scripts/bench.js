import { bin, ensurePackages, run } from './install.js'

// `npm run bench`: what it says is in server/bench/RESULTS.md and client/bench/RESULTS.md.
// `npm run bench -- fan-out` measures that part of the server's alone, `-- client` the client's.
const wanted = process.argv.slice(2)
const parts = wanted.filter((each) => each !== 'client')
const isServer = wanted.length === 0 || parts.length > 0
const isClient = wanted.length === 0 || wanted.includes('client')
ensurePackages()
const isDone =
  run(bin('vite'), ['build', '--app', '--logLevel', 'warn']) &&
  (!isServer || run(bin('tsx'), ['server/bench/main.ts', ...parts])) &&
  (!isClient || run(bin('tsx'), ['client/bench/main.ts']))
process.exitCode = isDone ? 0 : 1

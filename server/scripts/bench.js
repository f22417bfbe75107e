import { bin, ensurePackages, run } from './install.js'

// `npm run bench`: what it says is in server/bench/RESULTS.md and client/bench/RESULTS.md.
// `npm run bench -- fan-out` measures that part of the server's alone, `-- client` the client's, and
// `-- client opening` that part of the client's.
const wanted = process.argv.slice(2)
const at = wanted.indexOf('client')
const server = at === -1 ? wanted : wanted.slice(0, at)
const isServer = at !== 0
const isClient = at !== -1 || wanted.length === 0
ensurePackages()
const isDone =
  run(bin('vite'), ['build', '--app', '--logLevel', 'warn']) &&
  (!isServer || run(bin('tsx'), ['server/bench/main.ts', ...server])) &&
  (!isClient || run(bin('tsx'), ['client/bench/main.ts', ...wanted.slice(server.length + 1)]))
process.exitCode = isDone ? 0 : 1

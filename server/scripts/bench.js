import { bin, ensurePackages, run } from './install.js'

// `npm run bench`: what it says is in server/bench/RESULTS.md and client/bench/RESULTS.md.
ensurePackages()
const isDone =
  run(bin('vite'), ['build', '--app', '--logLevel', 'warn']) &&
  run(bin('tsx'), ['server/bench/main.ts']) &&
  run(bin('tsx'), ['client/bench/main.ts'])
process.exitCode = isDone ? 0 : 1

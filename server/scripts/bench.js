import { bin, ensurePackages, run } from './install.js'

// `npm run bench`: server/bench/RESULTS.md holds what it says.
ensurePackages()
process.exitCode = run(bin('tsx'), ['server/bench/main.ts']) ? 0 : 1

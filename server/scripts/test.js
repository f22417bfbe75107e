import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bin, ensurePackages, run, say } from './install.js'
import { ensurePrograms } from './system.js'

// `npm test`: installs what is missing, then types, lint, unit, integration and browsers.
ensurePackages()
ensurePrograms()

const reports = mkdtempSync(join(tmpdir(), 'ebb-test-'))
let passed = 0
let failed = 0
let skipped = 0

/**
 * @param {string} name
 * @param {string} command
 * @param {readonly string[]} args
 */
function step(name, command, args) {
  say(`${name} …`)
  if (run(bin(command), args)) passed++
  else failed++
}

/**
 * Runs the tests of some of vitest's projects, and adds up what they say.
 * @param {string} name
 * @param {readonly string[]} projects
 */
function tests(name, projects) {
  say(`${name} …`)
  const file = join(reports, `${name}.json`)
  const green = run(bin('vitest'), [
    ...['run', '--reporter=default', '--reporter=json'],
    `--outputFile.json=${file}`,
    ...projects.flatMap((project) => ['--project', project]),
  ])
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'))
    passed += report.numPassedTests
    failed += report.numFailedTests
    skipped += report.numPendingTests + report.numTodoTests
    // A file that couldn't be loaded, or an error outside of any test, is a failure too.
    if (!green && report.numFailedTests === 0) failed++
  } catch {
    failed++
  }
}

step('types', 'tsc', ['-b'])
step('lint', 'biome', ['check', '--error-on-warnings', '.'])
tests('unit and integration', ['node', 'browser'])
step('build', 'vite', ['build', '--app', '--logLevel', 'warn'])
tests('browsers', ['e2e'])

rmSync(reports, { recursive: true, force: true })
const rest = skipped > 0 ? `, ${skipped} skipped` : ''
process.stdout.write(`\n${passed} passed, ${failed} failed${rest}\n`)
process.exitCode = failed === 0 ? 0 : 1

import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

/** @param {string} name A tool that the project has installed. */
export const bin = (name) => join(root, 'node_modules', '.bin', name)

/** @param {string} line What is being done, for whoever watches the terminal. */
export function say(line) {
  process.stderr.write(`ebb: ${line}\n`)
}

/**
 * Runs a command in the project's folder, its output shown.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [environment]
 */
export function run(command, args, environment = process.env) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: environment,
  })
  if (error) say(`${command} could not be run: ${error.message}`)
  return status === 0
}

/**
 * Installs the packages where they are missing or not those of the lock file. Ends the process where it
 * can't.
 */
export function ensurePackages() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    say(`Node.js 20.19 or newer is needed, this is ${process.version}. Get it from nodejs.org.`)
    process.exit(1)
  }
  if (isInstalled()) return
  say('installing packages …')
  // Where a package's own binary can't be had it is compiled, by as many cores as there are.
  const environment = { JOBS: 'max', ...process.env }
  if (!run('npm', ['ci', '--no-audit', '--no-fund'], environment)) {
    say('npm ci failed: see above. Is the package registry within reach?')
    process.exit(1)
  }
}

/** Whether each package of the lock file is there in its version; those for other platforms are not. */
function isInstalled() {
  const installed = `${root}/node_modules/.package-lock.json`
  if (!existsSync(installed)) return false
  const wanted = packagesOf(`${root}/package-lock.json`)
  const present = packagesOf(installed)
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' || entry.optional === true || present[path]?.version === entry.version,
  )
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {}
}

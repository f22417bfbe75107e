import { existsSync } from 'node:fs'
import { run, say } from './install.js'

/** Programs that the tests drive, and the Debian package that brings each. */
const programs = [
  { path: '/usr/bin/chromium', package: 'chromium', without: 'all tests in Chromium' },
  { path: '/usr/bin/firefox-esr', package: 'firefox-esr', without: 'the tests in Firefox' },
  { path: '/usr/bin/dbus-daemon', package: 'dbus', without: 'the test with a real battery' },
]

/** Installs the system programs that are missing where that can be done; else says what is skipped. */
export function ensurePrograms() {
  const missing = programs.filter(({ path }) => !existsSync(path))
  if (missing.length === 0) return
  const names = missing.map((each) => each.package)
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say(`installing ${names.join(', ')} …`)
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    run('apt-get', ['update', '-qq'], environment)
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], environment)
  }
  for (const each of missing) {
    if (existsSync(each.path)) continue
    say(
      `${each.path} is missing (Debian: apt-get install ${each.package}): ${each.without} skipped.`,
    )
  }
}

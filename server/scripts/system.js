import { existsSync, readdirSync } from 'node:fs'
import { run, say } from './install.js'

/**
 * Programs that the tests drive, whether each is there, and the Debian package that brings it.
 * @type {{ package: string, isThere: () => boolean, without: string }[]}
 */
const programs = [
  {
    package: 'chromium',
    isThere: () => existsSync('/usr/bin/chromium'),
    without: 'all tests in Chromium',
  },
  {
    package: 'firefox-esr',
    isThere: () => existsSync('/usr/bin/firefox-esr'),
    without: 'the tests in Firefox',
  },
  {
    package: 'webkit2gtk-driver',
    isThere: () => existsSync('/usr/bin/WebKitWebDriver'),
    without: 'the tests in WebKit',
  },
  {
    package: 'xvfb',
    isThere: () => existsSync('/usr/bin/Xvfb'),
    without: 'the tests in WebKit',
  },
  {
    package: 'dbus',
    isThere: () => existsSync('/usr/bin/dbus-daemon'),
    without: 'the tests with a real battery and with real notifications',
  },
  {
    package: 'postgresql',
    isThere: () =>
      existsSync('/usr/lib/postgresql') &&
      readdirSync('/usr/lib/postgresql').some((version) =>
        existsSync(`/usr/lib/postgresql/${version}/bin/initdb`),
      ),
    without: 'the tests of PostgreSQL',
  },
]

/** Installs the system programs that are missing where that can be done; else says what is skipped. */
export function ensurePrograms() {
  const missing = programs.filter(({ isThere }) => !isThere())
  if (missing.length === 0) return
  const names = missing.map((each) => each.package)
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say(`installing ${names.join(', ')} …`)
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    run('apt-get', ['update', '-qq'], environment)
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], environment)
  }
  for (const each of missing) {
    if (each.isThere()) continue
    say(
      `${each.package} is missing (Debian: apt-get install ${each.package}): ${each.without} skipped.`,
    )
  }
}

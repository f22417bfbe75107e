import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'vitest'

/** What the tests drive, and the Debian package that brings it. */
export const programs = {
  chromium: { path: process.env.EBB_CHROMIUM ?? '/usr/bin/chromium', package: 'chromium' },
  firefox: { path: process.env.EBB_FIREFOX ?? '/usr/bin/firefox-esr', package: 'firefox-esr' },
  dbus: { path: '/usr/bin/dbus-daemon', package: 'dbus' },
  webkit: { path: webkitPath(), package: 'webkit2gtk-driver' },
  webkitDriver: { path: '/usr/bin/WebKitWebDriver', package: 'webkit2gtk-driver' },
  xvfb: { path: '/usr/bin/Xvfb', package: 'xvfb' },
}

/** Skips the test, saying why, where one of the programs that it drives is missing. */
export function needs(context: TestContext, ...names: (keyof typeof programs)[]): void {
  for (const name of names) {
    const program = programs[name]
    context.skip(
      !existsSync(program.path),
      `${program.path} is missing (Debian: apt-get install ${program.package})`,
    )
  }
}

/** WebKitGTK's smallest browser, in the folder of the machine's architecture. */
function webkitPath(): string {
  const browser = 'webkit2gtk-4.1/MiniBrowser'
  const places = existsSync('/usr/lib') ? readdirSync('/usr/lib') : []
  const paths = places.map((place) => join('/usr/lib', place, browser))
  return paths.find((path) => existsSync(path)) ?? join('/usr/lib', browser)
}

import { existsSync } from 'node:fs'
import type { TestContext } from 'vitest'

/** What the tests drive, and the Debian package that brings it. */
export const programs = {
  chromium: { path: process.env.EBB_CHROMIUM ?? '/usr/bin/chromium', package: 'chromium' },
  firefox: { path: process.env.EBB_FIREFOX ?? '/usr/bin/firefox-esr', package: 'firefox-esr' },
  dbus: { path: '/usr/bin/dbus-daemon', package: 'dbus' },
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

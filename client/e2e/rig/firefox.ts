import { type Browser, launch } from 'puppeteer-core'
import { onTestFinished } from 'vitest'
import { programs } from './programs.ts'
import { temporaryFolder } from './temporary.ts'

/** Firefox whose service workers die after so many milliseconds without an event; it waits 30 s by itself. */
export async function openFirefox({ workerLifeMs }: { workerLifeMs: number }): Promise<Browser> {
  const browser = await launch({
    browser: 'firefox',
    executablePath: programs.firefox.path,
    headless: true,
    userDataDir: temporaryFolder('firefox'),
    extraPrefsFirefox: {
      'dom.serviceWorkers.idle_timeout': workerLifeMs,
      'dom.serviceWorkers.idle_extended_timeout': workerLifeMs / 2,
    },
  })
  onTestFinished(() => browser.close())
  return browser
}

import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
} from 'playwright-core'
import { onTestFinished } from 'vitest'
import { startChild } from './child.ts'
import { patienceMs } from './patience.ts'
import { programs } from './programs.ts'
import { temporaryFolder } from './temporary.ts'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** What a phone in the hand and a screen on the desk show. */
export const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 } as const
export const desktop = { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 } as const

/** Chromium with a profile of its own. Its pages always count as visible: Playwright sees to that. */
export async function openChromium({
  env = {},
  args = [],
  ...options
}: BrowserContextOptions & {
  env?: Record<string, string>
  /** Beside those of every test. */
  args?: string[]
} = {}): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(temporaryFolder('chromium'), {
    executablePath: programs.chromium.path,
    args: [...flags, ...args],
    env: { ...inherited(), ...env },
    ...options,
  })
  context.setDefaultTimeout(patienceMs)
  onTestFinished(() => context.close())
  return context
}

/** Chromium as a person starts it: pages are truly hidden behind others, and can be frozen. */
export async function spawnChromium(): Promise<Browser> {
  const folder = temporaryFolder('chromium')
  const own = ['--headless', '--remote-debugging-port=0', `--user-data-dir=${folder}`]
  // A page of its own would be on its way still while we connect, and hold that up.
  const child = startChild(programs.chromium.path, { args: [...flags, ...own, 'about:blank'] })
  const [, address = ''] = await child.says(/DevTools listening on (ws:\S+)/)
  const options = { noDefaults: true, timeout: patienceMs }
  const browser = await chromium.connectOverCDP(address, options)
  for (const context of browser.contexts()) context.setDefaultTimeout(patienceMs)
  onTestFinished(async () => {
    // Closing a connected browser only lets go of it; this ends it with all its processes.
    const session = await browser.newBrowserCDPSession()
    await session.send('Browser.close')
    await child.gone
  })
  return browser
}

function inherited(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  )
}

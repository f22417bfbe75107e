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

/** Features that Chromium does without. */
const withheld = [
  // Half of what a start takes goes into the address bar's menus and into a page kept ready for the next.
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'SpareRendererForSitePerProcess'],
  // As Playwright does, whose list this one takes the place of: nothing is asked of Google.
  ...['OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch'],
  ...['MediaRouter', 'LensOverlay', 'HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable'],
  ...['PaintHolding', 'ThirdPartyStoragePartitioning', 'DestroyProfileOnBrowserClose'],
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'AvoidCorsURLLoaderRestartOnRedirect'],
]

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${withheld.join()}`,
]

/** What a phone in the hand and a screen on the desk show. */
export const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 } as const
export const desktop = { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 } as const

/** The Chromium of all tests of a file, one after the other: to start one takes as much as many a test. */
let shared: Promise<Browser> | undefined

/**
 * A private window of Chromium: nothing is in it of any other, nothing of it comes to the disk, and
 * neither pushes nor installed apps are for it. Its pages always count as visible: Playwright sees to
 * that.
 */
export async function openChromium(options: BrowserContextOptions = {}): Promise<BrowserContext> {
  shared ??= launchShared()
  return ends(await (await shared).newContext(options))
}

/** After a file's last test. */
export async function closeShared(): Promise<void> {
  const last = shared
  shared = undefined
  await (await last)?.close()
}

async function launchShared(): Promise<Browser> {
  const browser = await chromium.launch({ executablePath: programs.chromium.path, args: flags })
  // One that crashed is one test's failure, and not that of all that follow.
  browser.once('disconnected', () => {
    shared = undefined
  })
  return browser
}

/** Chromium as a person has it, with a profile on the disk; for the rest as the private window. */
export async function launchChromium({
  env = {},
  args = [],
  ...options
}: BrowserContextOptions & {
  env?: Record<string, string>
  /** Beside those of every test. */
  args?: string[]
} = {}): Promise<BrowserContext> {
  return ends(
    await chromium.launchPersistentContext(temporaryFolder('chromium'), {
      executablePath: programs.chromium.path,
      args: [...flags, ...args],
      env: { ...inherited(), ...env },
      ...options,
    }),
  )
}

/** One that ends with the test. */
function ends(context: BrowserContext): BrowserContext {
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

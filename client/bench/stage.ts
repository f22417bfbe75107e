import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, chromium } from 'playwright-core'
import { phone } from '../e2e/rig/chromium.ts'
import { openExchange } from '../e2e/rig/exchange.ts'
import { freePort } from '../e2e/rig/port.ts'
import { programs } from '../e2e/rig/programs.ts'
import { bringNames } from './names.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const program = join(root, 'dist/server/main.js')

/** What a measurement in the browser stands on: an exchange, the built server, and Chromium as a phone. */
export interface Stage {
  readonly origin: string
  readonly browser: Browser
  readonly context: BrowserContext
  readonly port: number
  /** The newest price of each symbol at the exchange. */
  prices(): ReadonlyMap<string, number>
  close(): Promise<void>
}

export async function openStage(options: {
  symbols: readonly string[]
  changesPerSecond: number
}): Promise<Stage> {
  if (!existsSync(program)) throw new Error('There is no build to measure: `npm run build` first.')
  const { path, package: debian } = programs.chromium
  if (!existsSync(path)) {
    throw new Error(
      `${path} is missing. On Debian: apt-get install ${debian}. Else set EBB_CHROMIUM.`,
    )
  }
  const folder = mkdtempSync(join(tmpdir(), 'ebb-bench-'))
  const exchange = await openExchange(options)
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const server = spawn(process.execPath, [program], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      EBB_LOG_LEVEL: 'error',
      EBB_DATA: join(folder, 'data'),
      ...exchange.environment,
      HOST: '127.0.0.1',
      PORT: String(port),
    },
  })
  const kill = () => server.kill('SIGKILL')
  // Whoever interrupts it wants no server left behind.
  process.once('exit', kill)
  let launched: Browser | undefined
  async function close(): Promise<void> {
    await launched?.close()
    kill()
    process.off('exit', kill)
    exchange.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
  }

  try {
    await answers(`${origin}/healthz`, server)
    const browser = await chromium.launch({
      executablePath: path,
      args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
    })
    launched = browser
    const context = await browser.newContext({ ...phone, hasTouch: true, isMobile: true })
    await bringNames(context)
    return { origin, browser, context, port, prices: exchange.prices, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Resolves once the server answers; rejects when it ends before that. */
async function answers(address: string, server: ChildProcess): Promise<void> {
  for (;;) {
    if (server.exitCode !== null) throw new Error('The server ended before it answered: see above.')
    const isThere = await fetch(address).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isThere) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import type { CandlesResponse, PricesResponse, StatusResponse } from '../../../shared/api.ts'
import { defaultSymbols } from '../../../shared/instrument.ts'
import { type Child, startChild } from './child.ts'
import { freePort } from './port.ts'
import { temporaryFolder } from './temporary.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** The built server as a program of its own, as `npm start` runs it. */
export interface TestServer {
  readonly port: number
  readonly origin: string
  /** The folder of what it keeps. */
  readonly data: string
  status(): Promise<StatusResponse['data']>
  prices(): Promise<PricesResponse>
  /** As a power cut would; resolves once it is gone. */
  kill(): Promise<void>
  /** On the same port; resolves once it answers. */
  start(): Promise<void>
}

export async function startServer(environment: Record<string, string>): Promise<TestServer> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const data = environment.EBB_DATA ?? temporaryFolder('data')
  const env = {
    NODE_ENV: 'production',
    EBB_LOG_LEVEL: 'warn',
    EBB_DATA: data,
    ...environment,
    HOST: '127.0.0.1',
    PORT: String(port),
  }
  let child: Child | undefined

  async function start(): Promise<void> {
    const own = startChild(process.execPath, { args: ['dist/server/main.js'], env, cwd: root })
    child = own
    const healthy = () =>
      fetch(`${origin}/healthz`).then(
        (answer) => answer.status,
        (error) => error.cause ?? error,
      )
    await Promise.race([
      expect.poll(healthy, { interval: 25 }).toBe(200),
      own.gone.then(() => Promise.reject(new Error(`The server ended: ${own.said()}`))),
    ])
    if (environment.EBB_MARKET === 'simulated') await hasPast()
  }

  /** A simulation's past comes behind its first prices, one instrument after the other. */
  async function hasPast(): Promise<void> {
    const address = `/api/candles?symbol=${defaultSymbols.at(-1)}&interval=1m&limit=100`
    const count = async () => (await json<CandlesResponse>(address)).time.length
    await expect.poll(count, { interval: 25 }).toBe(100)
  }

  async function json<T>(path: string): Promise<T> {
    const answer = await fetch(`${origin}${path}`)
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as T
  }

  await start()
  return {
    port,
    origin,
    data,
    status: async () => (await json<StatusResponse>('/api/sse/status')).data,
    prices: () => json<PricesResponse>('/api/prices'),
    kill: async () => child?.kill('SIGKILL'),
    start,
  }
}

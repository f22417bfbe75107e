import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { cores, elapse, pin } from '../machine.ts'
import { flagsOfStart, kill, pidOf, type Running } from '../server.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const program = here('../../../dist/server/main.js')

export interface Whole extends Running {
  /** From the start of its process until a price was served, ms. */
  firstPriceMs: number
}

/** The server as it is run, with everything in it, on the server's core. */
export async function startWhole(environment: Record<string, string>): Promise<Whole> {
  if (!existsSync(program)) throw new Error('There is no build. Run: npx vite build --app')
  const startedAt = performance.now()
  const child = spawn(process.execPath, [...flagsOfStart(), program], {
    env: {
      ...{ PATH: process.env.PATH, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: '0' },
      ...{ EBB_MAX_CONNECTIONS: '100000', EBB_MAX_CONNECTIONS_PER_ADDRESS: '100000' },
      ...{ EBB_LOG_LEVEL: 'error', ...environment },
    },
    stdio: ['ignore', 'inherit', 'pipe'],
  })
  pin(child.pid, cores.server)
  const port = await new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      const listening = /http:\/\/localhost:(\d+)/.exec(line)
      if (listening) resolve(Number(listening[1]))
    })
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}.`)))
  })
  while (!(await servesPrice(port))) await elapse(5)
  const firstPriceMs = performance.now() - startedAt
  return { port, pid: pidOf(child), firstPriceMs, stop: () => kill(child) }
}

async function servesPrice(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/prices?symbols=BTCUSDT`)
  if (answer.status !== 200) return false
  return (await answer.text()).includes('"price":')
}

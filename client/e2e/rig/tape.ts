import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { temporaryFolder } from './temporary.ts'

const tapes = fileURLToPath(new URL('../../../../shared/data/tapes', import.meta.url))

/** A real recording of Binance spot, BTC and ETH; it isn't part of the project. */
export const realTape = join(tapes, 'binance_spot_btc_eth_20240808T2354_20240809.jsonl.gz')
export const hasRealTape = existsSync(realTape)

/** The last price of each symbol by the trades on a tape, read without any of the app's own code. */
export async function lastPricesOf(file: string): Promise<Record<string, number>> {
  const bytes = await readFile(file)
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  const last: Record<string, { id: number; price: number }> = {}
  for (const line of text.split('\n')) {
    if (line === '') continue
    const { data } = JSON.parse(line.slice(line.indexOf(' ') + 1))
    if (data.e !== 'trade' || data.t < (last[data.s]?.id ?? 0)) continue
    last[data.s] = { id: data.t, price: Number(data.p) }
  }
  return Object.fromEntries(Object.entries(last).map(([symbol, { price }]) => [symbol, price]))
}

/** A recording of three seconds, in the form of the real ones: `<receive time in ns> <frame>`. */
export async function recordTape(): Promise<string> {
  const began = Date.UTC(2024, 7, 8, 23, 54)
  const lines: string[] = []
  for (let step = 0; step < 300; step++) {
    const s = step % 3 === 0 ? 'ETHUSDT' : 'BTCUSDT'
    const price = s === 'ETHUSDT' ? 2_683.8 + Math.sin(step / 7) : 61_837.6 + 9 * Math.cos(step / 5)
    const T = began + step * 10
    const data = {
      e: 'trade',
      E: T,
      s,
      t: step + 1,
      p: `${price.toFixed(2)}000000`,
      q: '0.01',
      T,
      m: true,
    }
    // In text: a time in ns exceeds what a number holds.
    const receivedAt = `${T + 4}000000`
    lines.push(`${receivedAt} ${JSON.stringify({ stream: `${s.toLowerCase()}@trade`, data })}`)
  }
  const file = join(temporaryFolder('tape'), 'own.jsonl')
  await writeFile(file, `${lines.join('\n')}\n`)
  return file
}

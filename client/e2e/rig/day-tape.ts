import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { temporaryFolder } from './temporary.ts'

/**
 * A recording of a second of trading in which everything occurs that an instrument's page tells: a
 * quote, the figures of the day, trades of both sides. Once it has been played the market stands still.
 */
export async function recordDay(trades = 80): Promise<string> {
  const began = Date.UTC(2024, 7, 8, 12)
  const lines: string[] = []
  const add = (at: number, channel: string, data: object) => {
    // In text: a time in ns exceeds what a number holds.
    lines.push(`${at + 4}000000 ${JSON.stringify({ stream: `btcusdt@${channel}`, data })}`)
  }
  const s = 'BTCUSDT'
  const [o, h, l, v] = ['61000.10', '62310.00', '60905.25', '21450.12500']
  add(began, 'ticker', { e: '24hrTicker', E: began, s, c: '61800.00', o, h, l, v })
  for (let step = 1; step <= trades; step++) {
    const T = began + step * 12
    // No two of them are alike, so that one that is shown twice is seen.
    const p = (61_800 + 10 * Math.sin(step / 9) + step / 100).toFixed(2)
    const q = (0.001 * step).toFixed(5)
    add(T, 'trade', { e: 'trade', E: T, s, t: step, p, q, T, m: step % 3 === 0 })
  }
  add(began + 1_000, 'bookTicker', { u: 7, s, b: '61801.23', B: '1.5', a: '61801.37', A: '2.5' })
  const file = join(temporaryFolder('tape'), 'day.jsonl')
  await writeFile(file, `${lines.join('\n')}\n`)
  return file
}

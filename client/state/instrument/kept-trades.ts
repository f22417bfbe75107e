import type { TradesResponse } from '../../../shared/api.ts'
import type { Settings } from '../../db/settings.ts'
import type { Day } from './day.ts'
import { readTrades } from './fetch-trades.ts'
import { columnsOf, type ShownTrade } from './trade-list.ts'

interface Kept {
  /** When the server told it, on this device's clock, epoch ms. */
  at: number
  answer: TradesResponse
}

/** What an instrument's page showed last, for the next opening and offline. */
export interface KeptTrades {
  get(symbol: string): Promise<Kept | undefined>
  put(symbol: string, shown: { list: readonly ShownTrade[]; day: Day; at: number }): void
}

/** Where it is kept, of how many instruments, and how many trades of each: some 30 KB in all. */
const keptUnder = 'trades'
const maxInstruments = 30
const maxTrades = 20

export function createKeptTrades(settings: Settings): KeptTrades {
  /** One after the other, so that none undoes another. */
  let written = Promise.resolve()

  async function read(): Promise<readonly Kept[]> {
    const value = await settings.get(keptUnder).catch(() => undefined)
    return Array.isArray(value) ? value.flatMap((each) => readKept(each) ?? []) : []
  }

  return {
    async get(symbol) {
      await written
      return (await read()).find(({ answer }) => answer.symbol === symbol)
    },
    put(symbol, { list, day, at }) {
      const answer = answerOf(symbol, { list, day })
      written = written.then(async () => {
        const others = (await read()).filter((each) => each.answer.symbol !== symbol)
        const kept: Kept[] = [...others.slice(1 - maxInstruments), { at, answer }]
        // A device that keeps nothing costs the copy and nothing else.
        await settings.set(keptUnder, kept).catch(() => {})
      })
    },
  }
}

function readKept(value: unknown): Kept | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (!('at' in value) || typeof value.at !== 'number' || !('answer' in value)) return undefined
  const answer = readTrades(value.answer)
  return answer && { at: value.at, answer }
}

/** As the server would tell it. */
function answerOf(
  symbol: string,
  { list, day }: { list: readonly ShownTrade[]; day: Day },
): TradesResponse {
  const price = (units: number | undefined) =>
    units === undefined ? null : units / 10 ** day.decimals
  return {
    ...{ symbol, venue: day.venue, market: 'connecting', simulated: false },
    ...{ decimals: day.decimals, size_decimals: day.sizeDecimals },
    ...{ cursor: '', snapshot: true, unbroken_since: null },
    ...columnsOf(list.slice(0, maxTrades)),
    open_24h: price(day.open),
    high_24h: price(day.high),
    low_24h: price(day.low),
    volume_24h: day.volume ?? null,
    turnover_24h: day.turnover ?? null,
  }
}

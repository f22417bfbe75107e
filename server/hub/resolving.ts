import type { ListedInstrument } from '../../shared/protocol.ts'
import type { Listing } from './listing.ts'

/** What a list of symbols names, the same objects for all who ask by that list: never to be changed. */
export interface Resolved {
  /** By index. */
  found: ListedInstrument[]
  unknown: string[]
  indexes: number[]
  /** The shortest names that find them again. */
  names: string[]
  /**
   * The instruments as whoever asks calls them: `BTCUSDT` where another venue's stands in for it, and by
   * its id where it is asked for by that alone.
   */
  called: ListedInstrument[]
}

export interface Resolving {
  /** `undefined` is what is listed by default. */
  resolve(symbols: readonly string[] | undefined): Resolved
  /** Of these instruments those that `detail` names, by index: never to be changed either. */
  detailed(found: readonly ListedInstrument[], detail: readonly string[]): number[]
}

export function makeResolving(listing: Listing): Resolving {
  const byDefault: readonly string[] = []
  let known = new WeakMap<readonly string[], Resolved>()
  /** How many were listed when that was worked out. */
  let listed = -1
  /** Those who come at once ask for the same. */
  let last: { found: unknown; detail: unknown; told: number[] } | undefined

  function find(symbols: readonly string[]): Pick<Resolved, 'found' | 'unknown'> {
    const found = new Set<ListedInstrument>()
    const unknown: string[] = []
    for (const symbol of symbols) {
      const instrument = listing.find(symbol)
      if (instrument) found.add(instrument)
      // Before a market is there, nothing is listed and nothing can be called unknown.
      else if (listing.instruments.length > 0) unknown.push(symbol)
    }
    return { found: [...found].sort((a, b) => a.index - b.index), unknown }
  }

  function named(symbols: readonly string[]) {
    const asked = new Map<ListedInstrument | undefined, string>()
    for (const symbol of symbols) {
      const instrument = listing.find(symbol)
      const name = symbol.includes(':') ? instrument?.id : instrument && listing.nameOf(instrument)
      if (name !== undefined && (!asked.has(instrument) || !symbol.includes(':'))) {
        asked.set(instrument, name)
      }
    }
    return (each: ListedInstrument): ListedInstrument => ({
      ...each,
      symbol: asked.get(each) ?? listing.nameOf(each),
    })
  }

  function workOut(symbols: readonly string[]): Resolved {
    const isDefault = symbols === byDefault
    const { found, unknown } = isDefault
      ? { found: [...listing.defaults], unknown: [] }
      : find(symbols)
    return {
      ...{ found, unknown },
      indexes: found.map(({ index }) => index),
      names: found.map((instrument) => listing.nameOf(instrument)),
      called: found.map(named(symbols)),
    }
  }

  return {
    resolve(symbols = byDefault) {
      if (listed !== listing.instruments.length) {
        known = new WeakMap()
        listed = listing.instruments.length
      }
      const resolved = known.get(symbols) ?? workOut(symbols)
      known.set(symbols, resolved)
      return resolved
    },
    detailed(found, detail) {
      if (detail.length === 0) return nothing
      if (last?.found === found && last.detail === detail) return last.told
      const named = new Set(detail.map((symbol) => listing.find(symbol)))
      const told = found.filter((each) => named.has(each)).map(({ index }) => index)
      last = { found, detail, told }
      return told
    },
  }
}

const nothing: number[] = []

import { type Decimal, divide, multiply } from './decimal.ts'

/** An instrument that turns one currency into another: one base is worth its price in quotes. */
export interface Pair {
  /** What to ask for it by. */
  symbol: string
  base: string
  quote: string
}

/** One step of a conversion, from the pair's base to its quote, or the other way round. */
export interface Leg {
  pair: Pair
  forward: boolean
}

/** More steps cost more of each spread than a person would pay. */
const mostLegs = 3

/**
 * The shortest way from one currency to another over live markets; of several as short, the one whose
 * pairs come first. Nothing to do is an empty way; `undefined` where there is none.
 */
export function findWay(
  pairs: readonly Pair[],
  from: string,
  to: string,
): readonly Leg[] | undefined {
  let ways: { at: string; legs: readonly Leg[] }[] = [{ at: from, legs: [] }]
  const seen = new Set([from])
  for (let legs = 0; legs <= mostLegs; legs++) {
    const arrived = ways.find(({ at }) => at === to)
    if (arrived) return arrived.legs
    ways = ways.flatMap((way) =>
      pairs.flatMap((pair) => {
        const forward = pair.base === way.at
        const at = forward ? pair.quote : pair.quote === way.at ? pair.base : undefined
        if (at === undefined || seen.has(at)) return []
        seen.add(at)
        return [{ at, legs: [...way.legs, { pair, forward }] }]
      }),
    )
  }
  return undefined
}

/** What a pair trades at. */
export interface Traded {
  price: Decimal
  /** Over the last 24 h, basis points. */
  change24h: number | undefined
}

/** What one of a currency is worth in another. */
export interface Rate {
  value: Decimal
  /** A day ago; `undefined` where a leg's change isn't known. */
  before: Decimal | undefined
}

const one: Decimal = { digits: 1n, scale: 0 }

/** The rate along a way; `undefined` while a leg of it has no price. */
export function rateAlong(
  way: readonly Leg[],
  tradedOf: (symbol: string) => Traded | undefined,
): Rate | undefined {
  let rate: Rate = { value: one, before: one }
  for (const { pair, forward } of way) {
    const traded = tradedOf(pair.symbol)
    const value = traded && step(rate.value, traded.price, forward)
    if (traded === undefined || value === undefined) return undefined
    const before = rate.before && priceBefore(traded)
    rate = { value, before: before && rate.before && step(rate.before, before, forward) }
  }
  return rate
}

/** A price less its change of the last 24 h. */
export function priceBefore({ price, change24h }: Traded): Decimal | undefined {
  if (change24h === undefined || change24h <= -10_000) return undefined
  return divide(multiply(price, tenThousand), { digits: BigInt(10_000 + change24h), scale: 0 })
}

const tenThousand: Decimal = { digits: 10_000n, scale: 0 }

function step(amount: Decimal, price: Decimal, forward: boolean): Decimal | undefined {
  return forward ? multiply(amount, price) : divide(amount, price)
}

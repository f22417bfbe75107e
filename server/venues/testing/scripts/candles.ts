/** The candle that every stand-in has at a time: open, high, low, close, volume as text. */
export function candleAt(time: number): [string, string, string, string, string] {
  const price = 100 + (Math.floor(time / 60_000) % 50)
  return [`${price}.00`, `${price + 2}.00`, `${price - 1}.00`, `${price + 1}.00`, '1.50000']
}

/** The starts of all intervals in `from` to `to`, both of them included, at most `limit`, oldest first. */
export function startsIn(from: number, to: number, ms: number): number[] {
  const starts: number[] = []
  const end = Math.min(to, Date.now())
  for (let at = Math.ceil(from / ms) * ms; at <= end; at += ms) starts.push(at)
  return starts
}

/** A minute in which nothing traded. */
export function isEmpty(time: number): boolean {
  return Math.floor(time / 60_000) % 10 === 7
}

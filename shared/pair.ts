/** Quote currencies, the longest first, so that `BTCFDUSD` is not split before `USD`. */
const quotes = ['FDUSD', 'USDT', 'USDC', 'TUSD', 'USD', 'EUR', 'GBP', 'BTC', 'ETH', 'BNB']
const dollars: ReadonlySet<string> = new Set(['FDUSD', 'USDT', 'USDC', 'TUSD', 'USD'])

/**
 * What an instrument is called where there is little room: `BTC` of `BTCUSDT` and `KRAKEN:BTC/USD`,
 * `ETH/BTC` of `ETHBTC`. A name without a known quote currency is said as it is.
 */
export function shortName(name: string): string {
  const symbol = name.slice(name.indexOf(':') + 1)
  const quote = quotes.find((end) => symbol.endsWith(end) && symbol.length > end.length)
  if (quote === undefined) return symbol
  const base = symbol.slice(0, -quote.length).replace(/[-/_]$/, '')
  return dollars.has(quote) ? base : `${base}/${quote}`
}

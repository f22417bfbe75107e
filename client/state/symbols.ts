/** Quote currencies, the longest first, so that `BTCFDUSD` is not split before `USD`. */
const quotes = ['FDUSD', 'USDT', 'USDC', 'TUSD', 'USD', 'EUR', 'GBP', 'BTC', 'ETH', 'BNB']

/** `BTCUSDT` is BTC against USDT. A name without a known quote currency is all base. */
export function splitSymbol(text: string): { base: string; quote: string } {
  const symbol = text.slice(text.indexOf(':') + 1)
  const quote = quotes.find((end) => symbol.endsWith(end) && symbol.length > end.length)
  return quote ? { base: symbol.slice(0, -quote.length), quote } : { base: symbol, quote: '' }
}

const names = new Map(
  Object.entries({
    BTC: 'Bitcoin',
    ETH: 'Ethereum',
    BNB: 'BNB',
    SOL: 'Solana',
    XRP: 'XRP',
    ADA: 'Cardano',
    DOGE: 'Dogecoin',
    AVAX: 'Avalanche',
    DOT: 'Polkadot',
    POL: 'Polygon',
    LINK: 'Chainlink',
    ATOM: 'Cosmos',
    UNI: 'Uniswap',
    LTC: 'Litecoin',
    BCH: 'Bitcoin Cash',
    FIL: 'Filecoin',
  }),
)

/** What people call it; its code where it has no other name. */
export function nameOf(base: string): string {
  return names.get(base) ?? base
}

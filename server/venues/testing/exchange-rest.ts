import { formatUnits } from '../../../shared/price.ts'
import { knownInstruments } from '../known.ts'

export interface RestAnswer {
  status: number
  body: string
  headers?: Record<string, string>
}

/** What Binance's market-data REST answers; `statuses` says which symbols don't trade. */
export function answerRest(url: URL, statuses: Record<string, string>): RestAnswer {
  switch (url.pathname) {
    case '/api/v3/ping':
      return json({})
    case '/api/v3/time':
      return json({ serverTime: Date.now() })
    case '/api/v3/exchangeInfo':
      return exchangeInfo(url, statuses)
    default:
      return { status: 404, body: '<html><body>Not Found</body></html>' }
  }
}

function exchangeInfo(url: URL, statuses: Record<string, string>): RestAnswer {
  const one = url.searchParams.get('symbol')
  const many = url.searchParams.get('symbols')
  const listed = knownInstruments('BINANCE')
  const asked: string[] = one ? [one] : many ? JSON.parse(many) : [...listed.keys()]
  const symbols = asked.map((symbol) => {
    const known = listed.get(symbol)
    const status = statuses[symbol] ?? (known ? 'TRADING' : undefined)
    if (status === undefined || status === 'UNLISTED') return undefined
    return {
      symbol,
      status,
      baseAsset: known?.base ?? symbol.slice(0, -4),
      quoteAsset: 'USDT',
      filters: [
        { filterType: 'PRICE_FILTER', minPrice: '0.01', tickSize: tick(known?.decimals ?? 4) },
        { filterType: 'LOT_SIZE', minQty: '0.01', stepSize: tick(known?.sizeDecimals ?? 1) },
        { filterType: 'ICEBERG_PARTS', limit: 10 },
      ],
    }
  })
  if (symbols.includes(undefined)) {
    return { status: 400, body: JSON.stringify({ code: -1121, msg: 'Invalid symbol.' }) }
  }
  return json({ timezone: 'UTC', serverTime: Date.now(), rateLimits: [], symbols })
}

function tick(decimals: number): string {
  return formatUnits(1, decimals).padEnd(10, '0')
}

function json(value: unknown): RestAnswer {
  return { status: 200, body: JSON.stringify(value) }
}

import { venues } from '../../../shared/instrument.ts'
import { tradedAt } from '../../../shared/sessions.ts'
import type { Row } from '../market.ts'
import { nameOf, splitSymbol } from '../symbols.ts'
import type { Finding } from './finding.ts'

/** What the device knows of an instrument by its name and, where there is one, its price. */
export function listedFinding(name: string, row: Row | undefined): Finding {
  const { base, quote } = splitSymbol(name)
  const venue = venues.find((each) => each === row?.venue)
  return {
    name,
    symbol: name.slice(name.indexOf(':') + 1),
    base,
    quote: row?.quote ?? quote,
    venue,
    kind: venue ? tradedAt(venue) : 'spot',
    status: 'trading',
    fullName: nameOf(base),
  }
}

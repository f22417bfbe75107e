import { venues } from '../../../shared/instrument.ts'
import { tradedAt } from '../../../shared/sessions.ts'
import type { Row } from '../market.ts'
import { nameOf, splitSymbol } from '../symbols.ts'
import type { Finding } from './finding.ts'

/** What the device knows of an instrument by its price alone. */
export function listedFinding({ symbol: name, quote, venue }: Row): Finding {
  const { base } = splitSymbol(name)
  const known = venues.find((each) => each === venue)
  return {
    name,
    symbol: name.slice(name.indexOf(':') + 1),
    base,
    quote,
    venue: known,
    kind: known ? tradedAt(known) : 'spot',
    status: 'trading',
    fullName: nameOf(base),
  }
}

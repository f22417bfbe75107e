import type { Instrument } from './instrument.ts'

/** `halted` may trade again; `dead` never will. */
export type InstrumentStatus = 'trading' | 'halted' | 'dead'

/** An instrument as its venue lists it. */
export interface CatalogueEntry extends Instrument {
  kind: 'spot' | 'stock'
  status: InstrumentStatus
  /** Of the last 24 h in the quote currency, where the list tells it. A rank, not a figure. */
  turnover?: number | undefined
  /** What people call it, where the list tells it: `Apple Inc`. */
  fullName?: string | undefined
}

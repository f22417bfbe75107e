import type { Owned } from '../owned.ts'
import type { Holding } from './actions.ts'
import type { Lot } from './lot.ts'

/** What lies over the portfolio. */
export type Sheet =
  /** All that is known of a holding, and its lots. */
  | { type: 'details'; symbol: string }
  /** A lot that is being typed. */
  | { type: 'add'; holding: Holding }
  | { type: 'edit'; lot: Owned<Lot> }

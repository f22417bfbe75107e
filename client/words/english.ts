import { chart } from './english/chart.ts'
import { common } from './english/common.ts'
import { connection } from './english/connection.ts'
import { diagnostics } from './english/diagnostics.ts'
import { energy } from './english/energy.ts'
import { install } from './english/install.ts'
import { instrument } from './english/instrument.ts'
import { portfolio } from './english/portfolio.ts'
import { search } from './english/search.ts'
import { settings } from './english/settings.ts'
import { watchlist } from './english/watchlist.ts'

/** Every sentence that a person reads, in English, by the part of the app that says it. */
export const english = {
  ...common,
  ...connection,
  chart,
  diagnostics,
  energy,
  install,
  instrument,
  portfolio,
  search,
  settings,
  watchlist,
}

/** What a language has to say: each is an object of this type. */
export type Words = typeof english

import { coins } from './english/coins.ts'
import { common } from './english/common.ts'
import { connection } from './english/connection.ts'
import { search } from './english/search.ts'
import { watchlist } from './english/watchlist.ts'

/**
 * What the first page says in English: it is in the first script, so keep it small. What belongs to
 * a page that is loaded when it is opened is loaded with that page, see `late/`.
 */
export const first = {
  ...common,
  ...connection,
  coins,
  search,
  watchlist,
}

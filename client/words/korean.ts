import type { Words } from './english.ts'
import { account } from './korean/account.ts'
import { alerts } from './korean/alerts.ts'
import { cause } from './korean/cause.ts'
import { chart } from './korean/chart.ts'
import { chartSheet } from './korean/chart-sheet.ts'
import { coins } from './korean/coins.ts'
import { common } from './korean/common.ts'
import { connection } from './korean/connection.ts'
import { diagnostics } from './korean/diagnostics.ts'
import { energy } from './korean/energy.ts'
import { finding } from './korean/finding.ts'
import { install } from './korean/install.ts'
import { instrument } from './korean/instrument.ts'
import { missing } from './korean/missing.ts'
import { notices } from './korean/notices.ts'
import { notifications } from './korean/notifications.ts'
import { portfolio } from './korean/portfolio.ts'
import { push } from './korean/push.ts'
import { search } from './korean/search.ts'
import { settings } from './korean/settings.ts'
import { status } from './korean/status.ts'
import { watchlist } from './korean/watchlist.ts'

/** `english.ts` in Korean. */
export const korean: Words = {
  ...common,
  ...connection,
  account,
  alerts,
  cause,
  chart,
  chartSheet,
  coins,
  diagnostics,
  energy,
  finding,
  install,
  instrument,
  missing,
  notices,
  notifications,
  portfolio,
  push,
  search,
  settings,
  status,
  watchlist,
}

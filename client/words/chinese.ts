import { account } from './chinese/account.ts'
import { alerts } from './chinese/alerts.ts'
import { cause } from './chinese/cause.ts'
import { chart } from './chinese/chart.ts'
import { chartSheet } from './chinese/chart-sheet.ts'
import { coins } from './chinese/coins.ts'
import { common } from './chinese/common.ts'
import { connection } from './chinese/connection.ts'
import { diagnostics } from './chinese/diagnostics.ts'
import { energy } from './chinese/energy.ts'
import { finding } from './chinese/finding.ts'
import { install } from './chinese/install.ts'
import { instrument } from './chinese/instrument.ts'
import { missing } from './chinese/missing.ts'
import { notices } from './chinese/notices.ts'
import { notifications } from './chinese/notifications.ts'
import { portfolio } from './chinese/portfolio.ts'
import { push } from './chinese/push.ts'
import { search } from './chinese/search.ts'
import { settings } from './chinese/settings.ts'
import { status } from './chinese/status.ts'
import { watchlist } from './chinese/watchlist.ts'
import type { Words } from './english.ts'

/** `english.ts` in Chinese. */
export const chinese: Words = {
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

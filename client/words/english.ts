import { account } from './english/account.ts'
import { alerts } from './english/alerts.ts'
import { cause } from './english/cause.ts'
import { chart } from './english/chart.ts'
import { chartSheet } from './english/chart-sheet.ts'
import { diagnostics } from './english/diagnostics.ts'
import { energy } from './english/energy.ts'
import { finding } from './english/finding.ts'
import { install } from './english/install.ts'
import { instrument } from './english/instrument.ts'
import { missing } from './english/missing.ts'
import { notices } from './english/notices.ts'
import { notifications } from './english/notifications.ts'
import { portfolio } from './english/portfolio.ts'
import { push } from './english/push.ts'
import { settings } from './english/settings.ts'
import { status } from './english/status.ts'
import { first } from './first.ts'

/**
 * Every sentence that a person reads, in English, by the part of the app that says it. The app itself
 * takes no more than the type from here, so that English comes with the pages that say it.
 */
export const english = {
  ...first,
  account,
  alerts,
  finding,
  cause,
  chart,
  chartSheet,
  diagnostics,
  energy,
  install,
  instrument,
  missing,
  notices,
  notifications,
  portfolio,
  push,
  settings,
  status,
}

/** What a language has to say: each is an object of this type. */
export type Words = typeof english

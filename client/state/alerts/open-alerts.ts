import { createEffect, onCleanup } from 'solid-js'
import type { Settings } from '../../db/settings.ts'
import type { Conditions } from '../../engine/conditions.ts'
import type { Account } from '../account/account.ts'
import type { Row } from '../market.ts'
import type { Notices } from '../notices.ts'
import type { Toast } from '../toast.ts'
import { createAlerts } from './alerts.ts'
import { createAlertsApi } from './ask-alerts.ts'
import { type AlertDesk, createAlertDesk } from './desk.ts'

export interface OpenAlertsOptions {
  settings: Settings
  account: Pick<Account, 'begin' | 'ended' | 'phase'>
  conditions(): Pick<Conditions, 'online' | 'visible'>
  row(symbol: string): Row | undefined
  toast: { show(toast: Toast): void }
  onStanding: Notices['onStanding']
  keeping: { report(error: unknown): void }
}

/** The alerts of the app, read anew whenever something has happened to their user. */
export function openAlerts(options: OpenAlertsOptions): AlertDesk {
  const { settings, account, conditions, row, toast, onStanding, keeping } = options
  const alerts = createAlerts({
    api: createAlertsApi({ begin: account.begin, session: account.phase, onEnded: account.ended }),
    settings,
    online: () => conditions().online,
    visible: () => conditions().visible,
    row,
    onTrouble: keeping.report,
  })

  let told: string | undefined
  onCleanup(
    onStanding((notice) => {
      if (notice.type !== 'standing') return
      const next = `${notice.user} ${notice.newest}`
      if (told !== undefined && next !== told) void alerts.refresh()
      told = next
    }),
  )
  // Who has signed in, or begun anew, has other alerts, and what waited for that can be sent.
  createEffect<string>((before) => {
    const phase = account.phase()
    if (before !== undefined && before !== phase && phase === 'begun') alerts.resume()
    return phase
  })
  return createAlertDesk({ alerts, toast, row })
}

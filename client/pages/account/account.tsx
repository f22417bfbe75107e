import '../../ui/account.css'
import { createEffect, Show } from 'solid-js'
import { paths } from '../../../shared/paths.ts'
import { createDetails } from '../../state/account/details.ts'
import { createMembership } from '../../state/account/membership.ts'
import type { AppState } from '../../state/app-state.ts'
import type { Route } from '../../state/route.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { Problem } from '../../ui/problem.tsx'
import { accountWords } from '../../words/late/account.ts'
import { settingsWords } from '../../words/late/settings.ts'
import { words } from '../../words/words.ts'
import { AccountData } from './data.tsx'
import { AccountDevices } from './devices.tsx'
import { AccountKeep } from './keep.tsx'
import { AccountPasskeys } from './passkeys.tsx'

/**
 * Who the user is at the server: how what they own gets to their other devices, and what is to be done
 * about all of it. Looking at it begins nothing: a session begins with the first thing worth keeping.
 */
export function Account(props: { app: AppState; route: Route }) {
  const said = () => accountWords()
  createEffect(() => {
    document.title = `${said().title} · ${words().appName}`
  })
  // Prices go on as they do on the watchlist, and with them comes what other devices do.
  props.app.want(() => props.app.lists.symbols())
  const details = createDetails(props.app.account)
  const membership = createMembership(props.app)
  createEffect(() => {
    if (membership.state().name === 'done') void details.load()
  })
  const there = () => {
    const state = details.state()
    return state.name === 'there' ? state.details : undefined
  }

  return (
    <article class="page">
      <PageHead
        title={said().title}
        back={{ label: settingsWords().back, go: () => props.route.back(paths.settings) }}
      />
      <div class="page-columns">
        <div>
          <AccountKeep app={props.app} membership={membership} details={there()} />
          <Show when={there()}>
            {(there) => (
              <AccountPasskeys
                app={props.app}
                passkeys={there().passkeys}
                onChange={details.load}
              />
            )}
          </Show>
        </div>
        <div>
          <Show when={there()}>
            {(there) => (
              <AccountDevices
                app={props.app}
                sessions={there().sessions}
                canReturn={there().passkeys.length > 0}
                membership={membership}
                onChange={details.load}
              />
            )}
          </Show>
          <Show when={details.state().name === 'missing'}>
            <Problem text={said().missing} action={words().retry} onRetry={details.load} />
          </Show>
          <Show when={props.app.account.phase() === 'begun'}>
            <AccountData app={props.app} />
          </Show>
        </div>
      </div>
    </article>
  )
}

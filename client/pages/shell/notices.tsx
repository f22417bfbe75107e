import { createMemo, createSignal, Match, Switch } from 'solid-js'
import { paths } from '../../../shared/paths.ts'
import type { AppState } from '../../state/app-state.ts'
import { clockWrong } from '../../state/settings/clock-wrong.ts'
import { Notice } from '../../ui/notice.tsx'
import { formatAge } from '../../words/format.ts'
import { accountWords } from '../../words/late/account.ts'
import { noticesWords } from '../../words/late/notices.ts'
import { PushTrouble } from '../push/trouble.tsx'

/** What a person must know of their device, over whatever page is open, until they put it away. */
export function Notices(props: { app: AppState }) {
  const [clockTold, setClockTold] = createSignal(false)
  const clock = createMemo(() => (clockTold() ? undefined : clockWrong(props.app.status())))
  const said = noticesWords
  return (
    <Switch>
      <Match when={props.app.keeping.untold()}>
        {(trouble) => (
          <Notice
            tone="warning"
            title={said().keeping[trouble()].title}
            dismissLabel={said().dismiss}
            onDismiss={props.app.keeping.dismiss}
          >
            <p>{said().keeping[trouble()].text}</p>
          </Notice>
        )}
      </Match>
      <Match when={props.app.push()?.trouble() && props.app.push()}>
        {(push) => <PushTrouble push={push()} />}
      </Match>
      <Match when={props.app.account.isEndUntold()}>
        <Notice
          tone="plain"
          title={accountWords().ended.title}
          dismissLabel={accountWords().ended.dismiss}
          onDismiss={props.app.account.left}
        >
          <p>{accountWords().ended.text}</p>
          <a class="button" href={paths.account} onClick={() => props.app.account.dismissEnd()}>
            {accountWords().ended.open}
          </a>
        </Notice>
      </Match>
      <Match when={clock()}>
        {(wrong) => (
          <Notice
            tone="warning"
            title={said().clock.title}
            dismissLabel={said().dismiss}
            onDismiss={() => setClockTold(true)}
          >
            <p>{said().clock[wrong().way](formatAge(wrong().ms))}</p>
          </Notice>
        )}
      </Match>
    </Switch>
  )
}

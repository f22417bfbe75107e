import { Match, Switch } from 'solid-js'
import type { Push } from '../../state/push/push.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { pushWords } from '../../words/late/push.ts'
import { Blocked } from './switch.tsx'

/** Alerts came to this device, and do so no more: told over whatever page is open. */
export function PushTrouble(props: { push: Push }) {
  const said = pushWords
  const trouble = () => props.push.trouble()
  const accept = () => void props.push.accept()
  return (
    <Switch>
      <Match when={trouble() === 'blocked'}>
        <Notice
          tone="warning"
          title={said().blocked.title}
          dismissLabel={said().lost.accept}
          onDismiss={accept}
        >
          <Blocked wasOn />
        </Notice>
      </Match>
      <Match when={trouble() === 'lost'}>
        <Notice
          tone="warning"
          title={said().lost.title}
          dismissLabel={said().lost.accept}
          onDismiss={accept}
        >
          <p>{said().lost.text}</p>
          <div class="buttons">
            <Button kind="primary" onPress={() => void props.push.turnOn()}>
              {said().turnOn}
            </Button>
          </div>
        </Notice>
      </Match>
    </Switch>
  )
}

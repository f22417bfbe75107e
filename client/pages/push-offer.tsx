import { Show } from 'solid-js'
import { createPushOffer } from '../state/push/offer.ts'
import type { Push } from '../state/push/push.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { pushWords } from '../words/late/push.ts'

/** Offers pushes to who has made an alert, with the reason; a no holds for a long time. */
export function PushOffer(props: { push: Push; alerts: number }) {
  const offer = createPushOffer(props.push, () => props.alerts)
  const said = () => pushWords().offer
  const needsHomeScreen = () => props.push.state().type === 'lacking'
  return (
    <Show when={offer.isOffered()}>
      <Notice
        tone="plain"
        icon="info"
        title={said().title}
        dismissLabel={said().later}
        onDismiss={offer.dismiss}
      >
        <Show
          when={needsHomeScreen()}
          fallback={
            <>
              <p>{said().text}</p>
              <div class="buttons">
                <Button kind="primary" onPress={() => void props.push.turnOn()}>
                  {pushWords().turnOn}
                </Button>
              </div>
            </>
          }
        >
          <p>{pushWords().lacking['home-screen']}</p>
        </Show>
      </Notice>
    </Show>
  )
}

import { Show } from 'solid-js'
import { createPushOffer } from '../../state/push/offer.ts'
import type { Push } from '../../state/push/push.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { pushWords } from '../../words/late/push.ts'

/** Offers pushes to who has made an alert, with the reason; a no holds for a long time. */
export function PushOffer(props: { push: Push; alerts: number }) {
  const offer = createPushOffer(props.push, () => props.alerts)
  const said = () => pushWords().offer
  const isBusy = () => props.push.state().type === 'turning-on'
  const problem = () => {
    const state = props.push.state()
    return state.type === 'failed' ? pushWords().failed[state.problem] : undefined
  }
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
              <p aria-live="polite">{problem() ?? said().text}</p>
              <div class="buttons">
                <Button kind="primary" disabled={isBusy()} onPress={offer.take}>
                  {isBusy()
                    ? pushWords().turningOn
                    : problem() === undefined
                      ? pushWords().turnOn
                      : pushWords().again}
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

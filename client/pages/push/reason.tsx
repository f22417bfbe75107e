import type { Push } from '../../state/push/push.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { pushWords } from '../../words/late/push.ts'

/** Why, before the browser asks whether: a no to the browser is for good. */
export function PushReason(props: { push: Push; open: boolean; onClose(): void }) {
  const said = () => pushWords().offer
  return (
    <Dialog
      open={props.open}
      title={said().title}
      closeLabel={said().later}
      onClose={() => props.onClose()}
    >
      <p class="dialog-text">{said().text}</p>
      <div class="buttons dialog-buttons">
        <Button onPress={() => props.onClose()}>{said().later}</Button>
        <Button
          kind="primary"
          onPress={() => {
            // Before all else: it must be within the gesture.
            void props.push.turnOn()
            props.onClose()
          }}
        >
          {pushWords().turnOn}
        </Button>
      </div>
    </Dialog>
  )
}

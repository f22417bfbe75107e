import { createSignal, createUniqueId } from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog, Dialog } from '../../ui/dialog.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { Part } from './part.tsx'

/** What lies over the page, each opened by its button. */
export function UiLayers(props: { app: AppState }) {
  const [open, setOpen] = createSignal<'dialog' | 'question'>()
  const sheet = createUniqueId()
  const close = () => setOpen(undefined)
  return (
    <Part name="Layers">
      <div class="buttons">
        <Button onPress={() => setOpen('dialog')}>Dialog</Button>
        <Button onPress={() => setOpen('question')}>Question</Button>
        <button type="button" class="button" data-kind="plain" popovertarget={sheet}>
          Sheet
        </button>
        <Button
          onPress={() =>
            props.app.toast.show({ text: 'BTC removed', action: { text: 'Undo', run: close } })
          }
        >
          Toast
        </Button>
      </div>
      <Dialog open={open() === 'dialog'} title="Dialog" closeLabel="Close" onClose={close}>
        <Facts facts={[{ name: 'Phase', value: 'Live' }]} />
      </Dialog>
      <ConfirmDialog
        open={open() === 'question'}
        title="Delete the list “Mine”?"
        text={<p>12 instruments are in it.</p>}
        confirm="Delete"
        cancel="Keep it"
        onConfirm={() => props.app.toast.show({ text: 'Deleted' })}
        onClose={close}
      />
      <Sheet id={sheet} label="Sheet">
        <section class="sheet-part">
          <h2>Sheet</h2>
          <p class="sheet-why">Beside what opened it; on a phone from the bottom.</p>
        </section>
      </Sheet>
    </Part>
  )
}

import { createEffect, type JSX, onMount, Show } from 'solid-js'
import { Button, IconButton } from './button.tsx'

/**
 * Something to do before all else: the rest of the page waits. On a phone it comes up from the bottom.
 * Its content exists only while it is open. Escape, the cross and a tap beside it close it.
 */
export function Dialog(props: {
  open: boolean
  title: string
  /** The name of the cross. */
  closeLabel: string
  onClose(): void
  children: JSX.Element
}) {
  let dialog: HTMLDialogElement | undefined
  onMount(() => {
    dialog?.addEventListener('click', (event) => {
      // What is inside covers the dialog whole: only its backdrop is the dialog itself.
      if (event.target === dialog) dialog?.close()
    })
    // Told a turn later: who closed it knows already, and may have opened it anew.
    dialog?.addEventListener('close', () => {
      if (props.open && !dialog?.open) props.onClose()
    })
  })
  createEffect(() => {
    if (!dialog || props.open === dialog.open) return
    if (props.open) dialog.showModal()
    else dialog.close()
  })

  return (
    <dialog class="dialog" aria-label={props.title} ref={dialog}>
      <Show when={props.open}>
        <div class="dialog-body">
          <header class="dialog-head">
            <h2>{props.title}</h2>
            <IconButton icon="close" label={props.closeLabel} onPress={() => dialog?.close()} />
          </header>
          {props.children}
        </div>
      </Show>
    </dialog>
  )
}

/** Asks before something is lost. What it asks names what is lost; what confirms says what it does. */
export function ConfirmDialog(props: {
  open: boolean
  title: string
  text: JSX.Element
  confirm: string
  cancel: string
  onConfirm(): void
  onClose(): void
}) {
  return (
    <Dialog open={props.open} title={props.title} closeLabel={props.cancel} onClose={props.onClose}>
      <div class="dialog-text">{props.text}</div>
      <div class="buttons dialog-buttons">
        <Button onPress={() => props.onClose()}>{props.cancel}</Button>
        <Button
          kind="danger"
          onPress={() => {
            props.onClose()
            props.onConfirm()
          }}
        >
          {props.confirm}
        </Button>
      </div>
    </Dialog>
  )
}

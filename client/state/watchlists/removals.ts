import { batch } from 'solid-js'
import { words } from '../../words/words.ts'
import type { createToast, Toast } from '../toast.ts'
import type { Undo } from './context.ts'

/** Tells what was removed, and offers to take it back; what is removed in a row is taken back together. */
export function makeRemovals(toast: ReturnType<typeof createToast>) {
  let last: { toast: Toast; undos: readonly Undo[] } | undefined

  function show(text: string, undos: readonly Undo[]): Toast {
    const run = () => batch(() => undos.forEach((undo) => void undo()))
    const told = { text, action: { text: words().watchlist.undo, run } }
    toast.show(told)
    return told
  }

  return {
    /** One more entry has gone. */
    entry(name: string, undo: Undo): void {
      const before = last !== undefined && toast.shown() === last.toast ? last.undos : []
      const undos = [undo, ...before]
      const { removed, removedMany } = words().watchlist
      const text = undos.length === 1 ? removed(name) : removedMany(undos.length)
      last = { toast: show(text, undos), undos }
    },
    /** Something else was done that can be taken back. */
    other: (text: string, undo: Undo) => void show(text, [undo]),
    /** Takes back what is offered, if anything is. */
    undo(): void {
      const action = toast.shown()?.action
      if (!action) return
      toast.dismiss()
      action.run()
    },
  }
}

import { createEffect, createSignal, on } from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import { nameOfList } from '../../state/watchlists/desk.ts'
import { maxNameChars, normalName } from '../../state/watchlists/items.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { words } from '../../words/words.ts'

/** What is to get a name: a new list or group, or with an `id` the one that has it. */
export type Naming =
  | { of: 'list'; id?: string }
  /** `entry` is what the new group begins with. */
  | { of: 'group'; id?: string; entry?: string }

/** Asks for the name of a list or of a group. */
export function WatchlistName(props: {
  app: AppState
  naming: Naming | undefined
  /** A group was made, into which things can now be moved. */
  onGrouped(): void
  onClose(): void
}) {
  const { lists } = props.app
  const [name, setName] = createSignal('')
  const [problem, setProblem] = createSignal<string>()

  const before = () => {
    const { of, id } = props.naming ?? {}
    if (id === undefined) return ''
    if (of === 'list') return nameOfList(lists.all().find((list) => list.id === id))
    return lists.sections().find(({ group }) => group?.id === id)?.group?.value.name ?? ''
  }
  createEffect(
    on(
      () => props.naming,
      () => {
        setName(before())
        setProblem(undefined)
      },
    ),
  )
  const title = () => {
    const text = words().watchlist
    const { of, id } = props.naming ?? {}
    if (of === 'group') return id === undefined ? text.newGroup : text.renameGroup
    return id === undefined ? text.newList : text.renameList
  }

  function save(naming: Naming): string | undefined {
    const { nameMissing, tooManyLists, tooManyGroups } = words().watchlist
    if (normalName(name()) === undefined) return nameMissing
    if (naming.of === 'list') {
      if (naming.id !== undefined) lists.renameList(naming.id, name())
      else if (lists.addList(name()) === undefined) return tooManyLists
      return undefined
    }
    if (naming.id !== undefined) {
      lists.renameGroup(naming.id, name())
      return undefined
    }
    const group = lists.addGroup(name())
    if (group === undefined) return tooManyGroups
    if (naming.entry !== undefined) lists.move(naming.entry, { group, index: 0 })
    props.onGrouped()
    // Behind all that there is, and so mostly out of sight.
    requestAnimationFrame(() => {
      document.querySelector(`.row-group[data-id="${group}"]`)?.scrollIntoView({ block: 'nearest' })
    })
    return undefined
  }

  return (
    <Dialog
      open={props.naming !== undefined}
      title={title()}
      closeLabel={words().watchlist.cancel}
      onClose={props.onClose}
    >
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault()
          const wrong = props.naming && save(props.naming)
          setProblem(wrong)
          if (wrong === undefined) props.onClose()
        }}
      >
        <TextField
          label={
            props.naming?.of === 'group' ? words().watchlist.groupName : words().watchlist.listName
          }
          value={name()}
          maxLength={maxNameChars}
          problem={problem()}
          onInput={setName}
          ref={(input) => input.setAttribute('autofocus', '')}
        />
        <div class="buttons dialog-buttons">
          <Button onPress={props.onClose}>{words().watchlist.cancel}</Button>
          <Button kind="primary" submits>
            {words().watchlist.save}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

import { createMemo, For, Show } from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import { pairName } from '../../state/symbols.ts'
import { type Desk, nameOfList } from '../../state/watchlists/desk.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { words } from '../../words/words.ts'

interface Way {
  text: string
  chosen?: boolean
  run(): void
}

/** Where an instrument may go: an end of its list, a group, another list. */
export function WatchlistMove(props: {
  app: AppState
  desk: Desk
  /** Of the entry; absent while the dialog is closed. */
  id: string | undefined
  onNewGroup(id: string): void
  onClose(): void
}) {
  const { lists } = props.app
  const section = createMemo(() =>
    lists.sections().find(({ entries }) => entries.some(({ id }) => id === props.id)),
  )
  const entry = () => section()?.entries.find(({ id }) => id === props.id)

  const end = Number.POSITIVE_INFINITY
  const ends = (id: string): Way[] => [
    {
      text: words().watchlist.toTop,
      run: () => lists.move(id, { group: section()?.group?.id, index: 0 }),
    },
    {
      text: words().watchlist.toBottom,
      run: () => lists.move(id, { group: section()?.group?.id, index: end }),
    },
  ]
  const groups = (id: string): Way[] => [
    ...lists.sections().map(({ group }) => ({
      text: group?.value.name ?? words().watchlist.noGroup,
      chosen: group?.id === section()?.group?.id,
      run: () => lists.move(id, { group: group?.id, index: end }),
    })),
    { text: words().watchlist.newGroup, run: () => props.onNewGroup(id) },
  ]
  const others = (id: string): Way[] =>
    lists
      .all()
      .filter((list) => list.id !== lists.currentId())
      .map((list) => ({
        text: nameOfList(list),
        run: () => props.desk.moveToList(id, list.id),
      }))

  return (
    <Dialog
      open={entry() !== undefined}
      title={words().watchlist.moveTitle(pairName(entry()?.value.symbol ?? ''))}
      closeLabel={words().watchlist.cancel}
      onClose={props.onClose}
    >
      <Show when={props.id} keyed>
        {(id) => (
          <>
            <Ways ways={ends(id)} onDone={props.onClose} />
            <Ways title={words().watchlist.group} ways={groups(id)} onDone={props.onClose} />
            <Show when={others(id).length > 0}>
              <Ways title={words().watchlist.otherList} ways={others(id)} onDone={props.onClose} />
            </Show>
          </>
        )}
      </Show>
    </Dialog>
  )
}

function Ways(props: { title?: string; ways: readonly Way[]; onDone(): void }) {
  return (
    <section class="ways">
      <Show when={props.title}>
        <h3>{props.title}</h3>
      </Show>
      <For each={props.ways}>
        {(way) => (
          <button
            class="menu-item"
            type="button"
            aria-pressed={way.chosen}
            onClick={() => {
              const { run } = way
              // Closed first: what comes next may be another dialog.
              props.onDone()
              run()
            }}
          >
            <Show when={way.chosen}>
              <Icon name="check" />
            </Show>
            {way.text}
          </button>
        )}
      </For>
    </section>
  )
}

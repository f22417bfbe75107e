import { createMemo } from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import type { Desk } from '../../state/watchlists/desk.ts'
import { Menu, type MenuItem } from '../../ui/menu.tsx'
import { RowGroup } from '../../ui/row-group.tsx'
import { formatCount } from '../../words/format.ts'
import { words } from '../../words/words.ts'
import type { Naming } from './name.tsx'

/** The heading of a group of the current list. */
export function WatchlistGroup(props: {
  app: AppState
  desk: Desk
  id: string
  tabStop: boolean
  onName(naming: Naming): void
}) {
  const { lists } = props.app
  const section = createMemo(() => lists.sections().find(({ group }) => group?.id === props.id))
  const name = () => section()?.group?.value.name ?? ''
  const count = () => section()?.entries.length ?? 0
  const isOpen = () => !lists.view.isCollapsed(props.id)

  const items = createMemo((): MenuItem[] => {
    const groups = lists.sections().flatMap(({ group }) => group ?? [])
    const index = groups.findIndex(({ id }) => id === props.id)
    const text = words().watchlist
    return [
      {
        text: text.renameGroup,
        icon: 'edit',
        run: () => props.onName({ of: 'group', id: props.id }),
      },
      {
        text: text.groupUp,
        icon: 'collapse',
        disabled: index === 0,
        run: () => lists.moveGroup(props.id, -1),
      },
      {
        text: text.groupDown,
        icon: 'expand',
        disabled: index === groups.length - 1,
        run: () => lists.moveGroup(props.id, 1),
      },
      {
        text: text.removeGroup,
        icon: 'remove',
        danger: true,
        run: () => props.desk.removeGroup(props.id),
      },
    ]
  })

  return (
    <RowGroup
      id={props.id}
      name={name()}
      count={formatCount(count())}
      open={isOpen()}
      empty={count() === 0 ? words().watchlist.groupEmpty : undefined}
      tabStop={props.tabStop}
      onToggle={() => lists.view.setCollapsed(props.id, isOpen())}
    >
      <Menu label={words().watchlist.groupMore(name())} items={items()} />
    </RowGroup>
  )
}

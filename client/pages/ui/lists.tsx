import { createSignal, For } from 'solid-js'
import { IconButton } from '../../ui/button.tsx'
import { ListBar } from '../../ui/list-bar.tsx'
import { PriceRow } from '../../ui/price-row.tsx'
import { RowGroup } from '../../ui/row-group.tsx'
import { RowItem } from '../../ui/row-item.tsx'
import { RowList } from '../../ui/row-list.tsx'
import { Part } from './part.tsx'
import { plainRow } from './prices.tsx'

const lists = [
  { value: 'one', text: 'Watchlist' },
  { value: 'two', text: 'Stocks' },
]
const edit = { remove: 'Remove', more: 'More', grip: 'Move' }
const nothing = () => {}
const keys = {
  onLift: nothing,
  onStep: nothing,
  onDrop: nothing,
  onCancel: nothing,
  onLeave: nothing,
}

/** Lists as they are read and as they are edited. */
export function UiLists() {
  const [current, setCurrent] = createSignal('one')
  const [open, setOpen] = createSignal(true)
  return (
    <Part name="Lists">
      <div class="ui-frame">
        <ListBar
          label="Lists"
          lists={lists}
          current={current()}
          note="By change"
          onSelect={setCurrent}
        >
          <IconButton icon="sort" label="Sort" onPress={nothing} />
        </ListBar>
        <RowList
          label="A list"
          removeText="Remove"
          missing={0}
          movable={false}
          lifted={() => undefined}
          {...keys}
          onRemove={nothing}
          onUndo={nothing}
          onLeave={() => false}
          onOpen={nothing}
          onFocus={nothing}
          onMove={nothing}
          ref={nothing}
        >
          <RowGroup
            id="group"
            name="A group"
            count="2"
            open={open()}
            empty={undefined}
            tabStop
            onToggle={() => setOpen(!open())}
          >
            {null}
          </RowGroup>
          <For each={[undefined, edit]}>
            {(edit, index) => (
              <RowItem
                id={String(index())}
                busy={false}
                edit={edit}
                hint=""
                lifted={false}
                tabStop
                onRemove={nothing}
                onMore={nothing}
              >
                <PriceRow {...plainRow} />
              </RowItem>
            )}
          </For>
        </RowList>
      </div>
    </Part>
  )
}

import { Show } from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import type { InstrumentState } from '../../state/instrument/instrument.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { instrumentWords } from '../../words/late/instrument.ts'

/** In the place of all that can't be told: nobody lists it, or the device is offline and has never seen it. */
export function InstrumentUnknown(props: { app: AppState; instrument: InstrumentState }) {
  const names = () => instrumentWords()
  const symbol = () => props.instrument.symbol()
  return (
    <Show
      when={props.instrument.isUnlisted()}
      fallback={
        <Empty icon="info" title={names().unseenTitle(symbol())} text={names().unseenText} />
      }
    >
      <Empty icon="search" title={names().unknownTitle(symbol())} text={names().unknownText}>
        <Button kind="primary" icon="search" onPress={() => props.app.search.open()}>
          {names().search}
        </Button>
      </Empty>
    </Show>
  )
}

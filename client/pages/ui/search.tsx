import { createSignal, For } from 'solid-js'
import { SearchField } from '../../ui/search-field.tsx'
import { SearchKeys } from '../../ui/search-keys.tsx'
import { SearchResult } from '../../ui/search-result.tsx'
import { Part } from './part.tsx'

const nothing = () => {}

/** What is typed to find an instrument, and what is found. */
export function UiSearch() {
  const [text, setText] = createSignal('btc')
  return (
    <Part name="Search">
      <div class="ui-frame">
        <SearchField
          label="Symbol, pair or name"
          value={text()}
          clearLabel="Clear"
          closeLabel="Close"
          controls="ui-found"
          active={undefined}
          expanded
          onInput={setText}
          onKey={() => false}
          onClose={nothing}
        />
        <table id="ui-found" aria-label="Found" class="finds">
          <tbody>
            <For each={[true, false]}>
              {(on) => (
                <SearchResult
                  id={`ui-${on}`}
                  base="BTC"
                  quote="USDT"
                  detail="Bitcoin"
                  venue="Binance"
                  tags={on ? [] : ['Not trading']}
                  dim={!on}
                  active={on ? 'open' : undefined}
                  marked={on}
                  href="/i/BTCUSDT"
                  onOpen={nothing}
                  toggle={{ label: 'In the list', on, press: nothing }}
                />
              )}
            </For>
          </tbody>
        </table>
        <SearchKeys adds words={{ choose: 'choose', open: 'open', add: 'add', close: 'close' }} />
      </div>
    </Part>
  )
}

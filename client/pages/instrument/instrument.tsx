import { createMemo, createSignal, Match, Show, Switch } from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import { createInstrument } from '../../state/instrument/instrument.ts'
import { createInstrumentLayout } from '../../state/instrument/layout.ts'
import { createPrinted } from '../../state/instrument/printed.ts'
import type { Route } from '../../state/route.ts'
import { InstrumentPanel, InstrumentTabs } from '../../ui/instrument-tabs.tsx'
import { instrumentWords } from '../../words/late/instrument.ts'
import { InstrumentChart } from './chart.tsx'
import { InstrumentDetails } from './details.tsx'
import { InstrumentHolding } from './holding.tsx'
import { InstrumentTop } from './top.tsx'
import { InstrumentTrading } from './trading.tsx'
import { InstrumentUnknown } from './unknown.tsx'

const views = ['chart', 'trades', 'details'] as const
type View = (typeof views)[number]

/** One instrument: its price, its chart, its trades and all that is known of its day. */
export function Instrument(props: { app: AppState; route: Route; symbol: string; alone: boolean }) {
  const layout = createInstrumentLayout()
  const printed = createPrinted()
  const [chosen, choose] = createSignal<View>('chart')
  const takesTurns = () => layout() === 'tabs'
  const isShown = (view: View) => !takesTurns() || chosen() === view
  const instrument = createInstrument({
    app: props.app,
    symbol: () => props.symbol,
    looking: createMemo(() => isShown('trades')),
  })
  const nothing = (what: 'noCandles' | 'noTrades') => {
    const venue = instrument.silentVenue()
    return venue === undefined ? instrumentWords()[what] : instrumentWords().unheard(venue)
  }
  const panel = (view: View) => ({ view, takesTurns: takesTurns(), shown: isShown(view) })

  return (
    <article
      class="instrument"
      classList={{ 'is-old': instrument.age() !== undefined }}
      data-layout={layout()}
      data-printed={printed()}
    >
      <InstrumentTop
        app={props.app}
        route={props.route}
        instrument={instrument}
        alone={props.alone}
        brief={takesTurns()}
      />
      <Switch>
        <Match when={instrument.isUnlisted() || instrument.isUnseen()}>
          <InstrumentUnknown app={props.app} instrument={instrument} />
        </Match>
        <Match when={true}>
          <Show when={takesTurns()}>
            <InstrumentTabs
              label={instrumentWords().panels.label}
              tabs={views.map((value) => ({ value, text: instrumentWords().panels[value] }))}
              chosen={chosen()}
              onChoose={choose}
            />
          </Show>
          <InstrumentPanel {...panel('chart')}>
            <InstrumentChart
              app={props.app}
              symbol={props.symbol}
              nothing={nothing('noCandles')}
              onBack={props.alone ? () => props.route.back() : undefined}
            />
          </InstrumentPanel>
          <InstrumentPanel {...panel('details')}>
            <Show when={isShown('details')}>
              <InstrumentDetails instrument={instrument} />
              <Show when={takesTurns()}>
                <InstrumentHolding app={props.app} symbol={props.symbol} />
              </Show>
            </Show>
          </InstrumentPanel>
          <InstrumentPanel {...panel('trades')}>
            <Show when={isShown('trades')}>
              <InstrumentTrading
                instrument={instrument}
                titled={!takesTurns()}
                nothing={nothing('noTrades')}
              />
            </Show>
            {/* Below a list that ends anywhere: what comes there moves nothing. */}
            <Show when={!takesTurns()}>
              <InstrumentHolding app={props.app} symbol={props.symbol} />
            </Show>
          </InstrumentPanel>
        </Match>
      </Switch>
      <div class="visually-hidden" aria-live="polite" aria-atomic="true">
        {instrument.spoken()}
      </div>
    </article>
  )
}

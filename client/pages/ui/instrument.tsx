import '../../ui/holding-card.css'
import { createSignal } from 'solid-js'
import { IconButton } from '../../ui/button.tsx'
import { Change } from '../../ui/change.tsx'
import { HoldingCard } from '../../ui/holding-card.tsx'
import { InstrumentFacts } from '../../ui/instrument-facts.tsx'
import { InstrumentHead } from '../../ui/instrument-head.tsx'
import { InstrumentRange } from '../../ui/instrument-range.tsx'
import { InstrumentPanel, InstrumentTabs } from '../../ui/instrument-tabs.tsx'
import { InstrumentTrades } from '../../ui/instrument-trades.tsx'
import { Price } from '../../ui/price.tsx'
import { Part } from './part.tsx'

const nothing = () => {}
const facts = [
  { name: 'Bid', value: () => '61,837.59' },
  { name: 'Ask', value: () => '61,837.61' },
]
const views = [
  { value: 'chart', text: 'Chart' },
  { value: 'trades', text: 'Trades' },
] as const
const trades = [
  { time: '14:03:59', price: '61,837.60', size: '0.0417', side: 'buy', fresh: false },
  { time: '14:03:58', price: '61,837.10', size: '0.1200', side: 'sell', fresh: false },
  { time: '14:03:41', price: '61,836.00', size: '1.0000', side: undefined, fresh: false },
] as const

/** What is told of one instrument. */
export function UiInstrument() {
  const [view, setView] = createSignal<(typeof views)[number]['value']>('trades')
  return (
    <Part name="An instrument">
      <div class="ui-instrument">
        <InstrumentHead
          base="BTC"
          quote="USDT"
          detail="Bitcoin"
          old={false}
          back="Back"
          onBack={nothing}
          takesFocus={false}
          known
          price={<Price text="61,837.60" flash={undefined} />}
          change={<Change way="up" text="+1.23%" move="+751.40" />}
          actions={<IconButton icon="share" label="Share" onPress={nothing} />}
        >
          <InstrumentFacts kind="lead" facts={facts} />
        </InstrumentHead>
        <InstrumentTabs label="Views" tabs={views} chosen={view()} onChoose={setView} />
        <InstrumentPanel view={view()} takesTurns={false} shown>
          <InstrumentRange name="24 h" low="60,100.00" high="62,400.00" place={0.7} spoken="70 %" />
          <InstrumentFacts kind="all" facts={facts} />
          <div class="ui-frame">
            <InstrumentTrades
              label="Recent trades"
              columns={{ price: 'Price', size: 'Size', time: 'Time' }}
              sides={{ buy: 'Bought', sell: 'Sold' }}
              trades={trades}
              line={(trade) => trade}
              gapAfter={2}
              gapText="Some trades are missing here"
            />
          </div>
          <HoldingCard
            href="/portfolio"
            title="You hold"
            quantity="0.25 BTC"
            value="15,459.40 USDT"
            note={undefined}
            profit={{ way: 'up', amount: '+1,204.10', percent: '+8.45%' }}
          />
        </InstrumentPanel>
      </div>
    </Part>
  )
}

import { createMemo, Show } from 'solid-js'
import type { InstrumentState } from '../../state/instrument/instrument.ts'
import type { ShownTrade } from '../../state/instrument/trade-list.ts'
import { InstrumentTrades } from '../../ui/instrument-trades.tsx'
import { Problem } from '../../ui/problem.tsx'
import { formatClock, formatDecimal, formatMinute } from '../../words/format.ts'
import { chartWords } from '../../words/late/chart.ts'
import { instrumentWords } from '../../words/late/instrument.ts'
import { words } from '../../words/words.ts'

/** The newest trades, whose trouble is their own. `titled` where no tab says what they are. */
export function InstrumentTrading(props: {
  instrument: InstrumentState
  titled: boolean
  /** What is said where there are none. */
  nothing: string
}) {
  const names = () => instrumentWords().trades
  const state = () => props.instrument.trades.state()
  const list = createMemo(() => state().list)
  const decimals = createMemo(() => state().day?.decimals ?? 0)
  const sizeDecimals = createMemo(() => state().day?.sizeDecimals ?? 0)
  /** Not of now: nothing has come since, and nothing can be asked for. */
  const isOld = () => props.instrument.age() !== undefined && state().toldAt > 0
  const gapAfter = createMemo(() => {
    const since = state().unbrokenSince
    const index = since === undefined ? -1 : list().findIndex(({ time }) => time < since)
    return index < 0 ? undefined : index
  })
  const line = ({ time, price, size, side, fresh }: ShownTrade) => ({
    ...{ time: formatClock(time), price: formatDecimal(price, decimals()) },
    ...{ size: formatDecimal(size, sizeDecimals()), side, fresh },
  })

  return (
    <div class="instrument-trading">
      <Show when={props.titled}>
        <h2>{names().title}</h2>
      </Show>
      <Show when={isOld()}>
        <p class="old">{instrumentWords().asOf(formatMinute(state().toldAt))}</p>
      </Show>
      <Show
        when={list().length > 0}
        fallback={<Nothing instrument={props.instrument} text={props.nothing} />}
      >
        <InstrumentTrades
          label={names().title}
          columns={{ price: names().price, size: names().size, time: names().time }}
          sides={{ buy: names().buy, sell: names().sell }}
          trades={list()}
          line={line}
          gapAfter={gapAfter()}
          gapText={names().gap}
        />
      </Show>
    </div>
  )
}

function Nothing(props: { instrument: InstrumentState; text: string }) {
  const names = () => instrumentWords().trades
  const { state, retry } = props.instrument.trades
  return (
    <Show
      when={state().problem}
      fallback={<p class="trades-message">{state().loading ? names().loading : props.text}</p>}
    >
      {(problem) => (
        <Problem
          text={names().failed}
          advice={chartWords().problem[problem()]}
          action={words().retry}
          onRetry={retry}
        />
      )}
    </Show>
  )
}

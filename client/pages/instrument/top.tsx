import { createMemo, Show } from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import { makeFigures } from '../../state/instrument/figures.ts'
import type { InstrumentState } from '../../state/instrument/instrument.ts'
import type { Route } from '../../state/route.ts'
import { Change } from '../../ui/change.tsx'
import { InstrumentFacts } from '../../ui/instrument-facts.tsx'
import { InstrumentHead } from '../../ui/instrument-head.tsx'
import { Price } from '../../ui/price.tsx'
import { directionOf, formatChange, formatMove } from '../../words/format.ts'
import { instrumentWords } from '../../words/late/instrument.ts'
import { words } from '../../words/words.ts'
import { InstrumentActions } from './actions.tsx'

/** The head of the page: what it is, what it costs, by how much that has changed. */
export function InstrumentTop(props: {
  app: AppState
  route: Route
  instrument: InstrumentState
  alone: boolean
  /** Whether the figures of the day stand here, because they stand nowhere else. */
  brief: boolean
}) {
  const row = () => props.instrument.row()
  const figures = makeFigures(props.instrument)
  const flash = props.app.flashes.of(() => row()?.flash)
  const change = () => {
    const basisPoints = row()?.change24h
    return basisPoints === undefined ? undefined : formatChange(basisPoints)
  }
  const move = createMemo(() => {
    const [current, units] = [row(), props.instrument.change()]
    return current && units !== undefined ? formatMove(units, current.decimals) : undefined
  })

  return (
    <InstrumentHead
      base={props.instrument.base()}
      quote={props.instrument.quote()}
      detail={props.instrument.detail()}
      old={props.instrument.age() !== undefined}
      back={props.alone ? words().back : undefined}
      onBack={() => props.route.back()}
      takesFocus={props.route.hasMoved()}
      known={row() !== undefined}
      price={<Price text={figures.price(row()?.price)} flash={flash()} />}
      change={<Change way={directionOf(row()?.change24h)} text={change()} move={move()} />}
      actions={
        <Show when={!props.instrument.isUnlisted()}>
          <InstrumentActions app={props.app} route={props.route} instrument={props.instrument} />
        </Show>
      }
    >
      <Show when={props.brief && row()}>
        <InstrumentFacts
          kind="lead"
          facts={[
            { name: instrumentWords().high, value: figures.high },
            { name: instrumentWords().low, value: figures.low },
            { name: instrumentWords().volume, value: figures.volume },
          ]}
        />
      </Show>
    </InstrumentHead>
  )
}

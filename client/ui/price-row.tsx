import { Show } from 'solid-js'
import { Change } from './change.tsx'
import type { Flash } from './flash.ts'
import { Price } from './price.tsx'
import { Sparkline } from './sparkline.tsx'

/** What a row tells beside its name. */
export interface RowFigures {
  /** The line below the name. */
  readonly detail: string
  /** The detail tells an age: what is shown isn't the present price. */
  readonly old: boolean
  readonly price: string
  readonly change: string | undefined
  readonly way: 'up' | 'down' | 'flat'
  readonly flash: Flash | undefined
  readonly points: readonly number[]
}

export interface PriceRowProps {
  href: string
  base: string
  quote: string
  /** Absent from a row that nobody has seen yet: it has its name, so that it can be found. */
  figures: RowFigures | undefined
  chosen: boolean
  /** Only one row of a list is a stop of the Tab key; the arrow keys go on from there. */
  tabStop: boolean
}

/** One instrument of a list. Where it leads is a link, so that it opens in a new tab too. */
export function PriceRow(props: PriceRowProps) {
  return (
    <a
      class="row"
      classList={{ 'row-old': props.figures?.old }}
      href={props.href}
      aria-current={props.chosen ? 'page' : undefined}
      tabindex={props.tabStop ? 0 : -1}
    >
      <span class="row-name">
        {props.base}
        {props.quote && <small>{props.quote}</small>}
      </span>
      <Show when={props.figures}>{(figures) => <Figures figures={figures()} />}</Show>
    </a>
  )
}

function Figures(props: { figures: RowFigures }) {
  return (
    <>
      <span class="row-full">{props.figures.detail}</span>
      <span class="row-spark">
        <Sparkline points={props.figures.points} way={props.figures.way} />
      </span>
      <Price text={props.figures.price} flash={props.figures.flash} />
      <span class="row-change">
        <Change way={props.figures.way} text={props.figures.change} />
      </span>
    </>
  )
}

import { Show } from 'solid-js'
import { Change } from './change.tsx'
import type { Flash } from './flash.ts'
import { Price } from './price.tsx'
import { Sparkline } from './sparkline.tsx'

export interface PriceRowProps {
  href: string
  base: string
  quote: string
  /** The line below the name. */
  detail: string
  /** The detail tells an age: what is shown isn't the present price. */
  old: boolean
  price: string
  change: string | undefined
  way: 'up' | 'down' | 'flat'
  flash: Flash | undefined
  points: readonly number[]
  chosen: boolean
  /** Only one row of a list is a stop of the Tab key; the arrow keys go on from there. */
  tabStop: boolean
}

/** One instrument of a list. Where it leads is a link, so that it opens in a new tab too. */
export function PriceRow(props: PriceRowProps) {
  return (
    <a
      class="row"
      classList={{ 'row-old': props.old }}
      href={props.href}
      aria-current={props.chosen ? 'page' : undefined}
      tabindex={props.tabStop ? 0 : -1}
    >
      <span class="row-name">
        {props.base}
        <Show when={props.quote}>
          <small>{props.quote}</small>
        </Show>
      </span>
      <span class="row-full">{props.detail}</span>
      <span class="row-spark">
        <Sparkline points={props.points} way={props.way} />
      </span>
      <Price text={props.price} flash={props.flash} />
      <span class="row-change">
        <Change way={props.way} text={props.change} />
      </span>
    </a>
  )
}

import { createEffect, createMemo, For, on, onCleanup, onMount, Show } from 'solid-js'

export interface TradeLine {
  time: string
  price: string
  size: string
  side: 'buy' | 'sell' | undefined
  /** It slides in. */
  fresh: boolean
}

/** As in `instrument-trades.css`, px. */
const lineHeight = 28

/**
 * Trades, newest first. Lines lie where their number says and are moved by transforms, so that new
 * ones push nothing about; who has scrolled down goes on reading what is there.
 */
export function InstrumentTrades<T extends object>(props: {
  label: string
  columns: { price: string; size: string; time: string }
  sides: { buy: string; sell: string }
  trades: readonly T[]
  line(trade: T): TradeLine
  /** Behind so many of them some are missing, which `gapText` says; `undefined` where none are. */
  gapAfter: number | undefined
  gapText: string
}) {
  let scroller: HTMLElement | undefined
  const follow = () => scroller?.toggleAttribute('data-scrolled', scroller.scrollTop > 0)

  onMount(() => {
    scroller?.addEventListener('scroll', follow, { passive: true })
    // What stands here at the beginning doesn't slide in.
    const frame = requestAnimationFrame(() => scroller?.toggleAttribute('data-settled', true))
    onCleanup(() => cancelAnimationFrame(frame))
  })
  createEffect(
    on(
      () => props.trades,
      (trades, before) => {
        const [newest] = before ?? []
        const added = newest === undefined ? 0 : trades.indexOf(newest)
        if (scroller && scroller.scrollTop > 0 && added > 0) {
          scroller.scrollTop += added * lineHeight
        }
        return trades
      },
    ),
  )
  const placeOf = (index: number) =>
    props.gapAfter !== undefined && index >= props.gapAfter ? index + 1 : index
  const lines = () => props.trades.length + (props.gapAfter === undefined ? 0 : 1)

  return (
    // With the focus on it the arrow keys scroll it.
    <section class="trades-scroller" tabindex="0" aria-label={props.label} ref={scroller}>
      <table class="trades">
        <thead>
          <tr>
            <th scope="col">{props.columns.price}</th>
            <th scope="col">{props.columns.size}</th>
            <th scope="col">{props.columns.time}</th>
          </tr>
        </thead>
        <tbody style={{ '--lines': lines() }}>
          <For each={props.trades}>
            {(trade, index) => (
              <Line line={props.line(trade)} place={placeOf(index())} sides={props.sides} />
            )}
          </For>
          <Show when={props.gapAfter !== undefined}>
            <tr class="trade-gap" style={{ '--place': props.gapAfter ?? 0 }}>
              <td colspan="3">{props.gapText}</td>
            </tr>
          </Show>
        </tbody>
      </table>
    </section>
  )
}

function Line(props: { line: TradeLine; place: number; sides: { buy: string; sell: string } }) {
  const line = createMemo(() => props.line)
  return (
    <tr
      class="trade"
      data-side={line().side}
      data-fresh={line().fresh}
      style={{ '--place': props.place }}
    >
      <td>
        <Show when={line().side}>
          {(side) => (
            <>
              <svg viewBox="0 0 8 8" aria-hidden="true">
                <path d={side() === 'buy' ? 'M4 1l4 6H0z' : 'M4 7L0 1h8z'} />
              </svg>
              <span class="visually-hidden">{props.sides[side()]} </span>
            </>
          )}
        </Show>
        {line().price}
      </td>
      <td>{line().size}</td>
      <td>{line().time}</td>
    </tr>
  )
}

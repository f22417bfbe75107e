import { Show } from 'solid-js'
import { Change } from './change.tsx'

export interface HoldingRowProps {
  /** What it opens. */
  label: string
  base: string
  quote: string
  /** What people call it. */
  fullName: string
  quantity: string
  /** What one cost on average; `–` where that isn't known. */
  average: string
  price: string
  day: { way: 'up' | 'down' | 'flat'; text: string | undefined }
  value: string
  share: string
  profit: { way: 'up' | 'down' | 'flat'; amount: string; percent: string | undefined } | undefined
  /** How old what is shown is, or why there is no value; it takes the quantity's place on a phone. */
  note: string | undefined
  names: {
    quantity: string
    average: string
    price: string
    day: string
    value: string
    profit: string
  }
  onOpen(): void
}

/** One holding of the list: on a phone in two lines, elsewhere with all that is known. */
export function HoldingRow(props: HoldingRowProps) {
  return (
    <button
      type="button"
      class="holding"
      classList={{ 'is-old': props.note !== undefined }}
      onClick={() => props.onOpen()}
    >
      <span class="holding-name">
        {props.base}
        {/* A space of the text, so that the two are read as two. */}{' '}
        <Show when={props.quote}>
          <small>{props.quote}</small>
        </Show>
      </span>
      <span class="holding-detail">
        <Show
          when={props.note}
          fallback={
            <>
              <span class="holding-narrow">
                <Figure name={props.names.quantity} text={props.quantity} />
              </span>
              <span class="holding-wide">{props.fullName}</span>
            </>
          }
        >
          {(note) => <span class="holding-old">{note()}</span>}
        </Show>
      </span>
      <span class="holding-wide holding-quantity">
        <Figure name={props.names.quantity} text={props.quantity} />
      </span>
      <span class="holding-wide holding-average">
        <Figure name={props.names.average} text={props.average} />
      </span>
      <span class="holding-price">
        <Figure name={props.names.price} text={props.price} />
      </span>
      <span class="holding-day">
        <span class="visually-hidden">{props.names.day} </span>
        <Change way={props.day.way} text={props.day.text} />
      </span>
      <span class="holding-value">
        <Figure name={props.names.value} text={props.value} />
      </span>
      <span class="holding-wide holding-share">{props.share}</span>
      <Profit {...props} />
      <span class="visually-hidden">{props.label}</span>
    </button>
  )
}

function Profit(props: HoldingRowProps) {
  return (
    <>
      <span class="holding-wide holding-profit">
        <span class="visually-hidden">{props.names.profit} </span>
        <Change way={props.profit?.way ?? 'flat'} text={props.profit?.amount} />
      </span>
      <span class="holding-percent">
        <Change way={props.profit?.way ?? 'flat'} text={props.profit?.percent} />
      </span>
    </>
  )
}

/** A figure with its name for those who hear. */
function Figure(props: { name: string; text: string }) {
  return (
    <>
      <span class="visually-hidden">{props.name} </span>
      {props.text}
    </>
  )
}

import { For, type JSX, Show } from 'solid-js'
import { Change } from './change.tsx'

/** A gain by its way, its amount and its share. */
export interface ShownGain {
  name: string
  way: 'up' | 'down' | 'flat'
  amount: string
  percent: string | undefined
}

/** What all of it is worth, and what it has gained. */
export function PortfolioTotal(props: {
  name: string
  /** `undefined` while nothing has a value yet. */
  value: string | undefined
  waiting: string
  /** What is shown is not of now. */
  old: boolean
  gains: readonly ShownGain[]
  /** What must be known of it: an age, what is left out. */
  notes: readonly { text: string; tone: 'plain' | 'warning' }[]
  /** What chooses the currency. */
  children: JSX.Element
}) {
  return (
    <section class="portfolio-total" classList={{ 'is-old': props.old }} aria-label={props.name}>
      <h2>{props.name}</h2>
      <div class="portfolio-sum">
        <Show when={props.value} fallback={<p class="portfolio-waiting">{props.waiting}</p>}>
          <output class="portfolio-value">{props.value}</output>
        </Show>
        {props.children}
      </div>
      <dl class="portfolio-gains">
        <For each={props.gains}>
          {(gain) => (
            <div>
              <dt>{gain.name}</dt>
              <dd>
                <Change
                  way={gain.way}
                  text={gain.amount}
                  move={gain.percent && `(${gain.percent})`}
                />
              </dd>
            </div>
          )}
        </For>
      </dl>
      <For each={props.notes}>
        {(note) => (
          <p class="portfolio-note" data-tone={note.tone}>
            {note.text}
          </p>
        )}
      </For>
    </section>
  )
}

import { For, Match, Show, Switch } from 'solid-js'
import { around, type Draft, type DraftField, moved } from '../../state/alerts/draft.ts'
import { TextField } from '../../ui/field.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import { formatAge, formatChange } from '../../words/format.ts'
import { alertWords } from '../../words/late/alerts.ts'

interface ConditionProps {
  draft: Draft
  /** The price of now, decimal text; empty while it isn't known. */
  now: string
  nowText: string
  quote: string
  problem(field: DraftField): string | undefined
  onType(patch: Partial<Draft>): void
}

const minute = 60_000
const windows = [1, 5, 15, 60, 240, 1_440].map((minutes) => minutes * minute)
const silences = [1, 5, 15, 60, 240].map((minutes) => minutes * minute)

/** What is waited for: the fields of the chosen kind. */
export function AlertCondition(props: ConditionProps) {
  const said = () => alertWords().form
  const is = (...kinds: Draft['kind'][]) => kinds.includes(props.draft.kind)
  return (
    <Switch>
      <Match when={is('above', 'below', 'crosses')}>
        <PriceField {...props} field="price" label={said().price} hint={props.nowText} />
        <Chips {...props} />
      </Match>
      <Match when={is('enters', 'leaves')}>
        <div class="alert-pair">
          <PriceField {...props} field="low" label={said().low} hint={props.nowText} />
          <PriceField {...props} field="high" label={said().high} />
        </div>
        <Chips {...props} />
      </Match>
      <Match when={is('change', 'change-since-close')}>
        <Segmented
          label={said().direction}
          options={(['up', 'down', 'either'] as const).map((value) => ({
            value,
            text: said().directions[value],
          }))}
          value={props.draft.direction}
          onChoose={(direction) => props.onType({ direction })}
        />
        <div class="alert-pair">
          <TextField
            label={said().percent}
            keys="decimal"
            unit="%"
            value={props.draft.percent}
            problem={props.problem('percent')}
            onInput={(percent) => props.onType({ percent })}
          />
          <Show when={is('change')}>
            <SpanSelect
              label={said().window}
              spans={windows}
              value={props.draft.windowMs}
              onChoose={(windowMs) => props.onType({ windowMs })}
            />
          </Show>
        </div>
      </Match>
      <Match when={is('volume')}>
        <div class="alert-pair">
          <TextField
            label={said().times}
            keys="decimal"
            unit="×"
            value={props.draft.times}
            problem={props.problem('times')}
            onInput={(times) => props.onType({ times })}
          />
          <SpanSelect
            label={said().window}
            spans={windows}
            value={props.draft.windowMs}
            onChoose={(windowMs) => props.onType({ windowMs })}
          />
        </div>
      </Match>
      <Match when={is('silence')}>
        <SpanSelect
          label={said().after}
          spans={silences}
          value={props.draft.afterMs}
          onChoose={(afterMs) => props.onType({ afterMs })}
        />
      </Match>
    </Switch>
  )
}

function PriceField(
  props: ConditionProps & { field: 'price' | 'low' | 'high'; label: string; hint?: string },
) {
  return (
    <TextField
      label={props.label}
      keys="decimal"
      unit={props.quote}
      value={props.draft[props.field]}
      {...(props.hint !== undefined && { hint: props.hint })}
      problem={props.problem(props.field)}
      onInput={(text) => props.onType({ [props.field]: text })}
    />
  )
}

/** From the present price: one touch instead of many digits. */
function Chips(props: ConditionProps) {
  const said = () => alertWords().form
  const isRange = () => props.draft.kind === 'enters' || props.draft.kind === 'leaves'
  const steps = () => {
    if (isRange() || props.draft.kind === 'above') return [1, 3, 5, 10]
    return props.draft.kind === 'below' ? [-1, -3, -5, -10] : [-3, -1, 1, 3]
  }
  /** What is read aloud begins with what is seen: whoever speaks to the app says it. */
  const text = (percent: number) => {
    const signed = formatChange(percent * 100).replace(/[.,]00/, '')
    return isRange() ? `±${signed.slice(1)}` : signed
  }
  return (
    <fieldset class="alert-chips" disabled={props.now === ''}>
      <legend class="visually-hidden">{said().chips}</legend>
      <For each={steps()}>
        {(percent) => (
          <button
            type="button"
            aria-label={said().chipSpoken(text(percent))}
            onClick={() =>
              props.onType(
                isRange() ? around(props.now, percent) : { price: moved(props.now, percent) },
              )
            }
          >
            {text(percent)}
          </button>
        )}
      </For>
    </fieldset>
  )
}

/** A length of time out of a few; what was chosen elsewhere is among them. */
export function SpanSelect(props: {
  label: string
  spans: readonly number[]
  value: number
  /** What nought is called. */
  none?: string
  onChoose(ms: number): void
}) {
  const options = () =>
    [...new Set([...props.spans, props.value])]
      .sort((a, b) => a - b)
      .map((ms) => ({
        value: String(ms),
        text: ms === 0 && props.none !== undefined ? props.none : formatAge(ms),
      }))
  return (
    <Select
      label={props.label}
      options={options()}
      value={String(props.value)}
      onChoose={(ms) => props.onChoose(Number(ms))}
    />
  )
}

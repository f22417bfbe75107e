import { createSignal, onMount, Show } from 'solid-js'
import type { Holding } from '../../state/portfolio/actions.ts'
import {
  type Draft,
  type DraftProblems,
  dayOf,
  draftOf,
  draftTotal,
  emptyDraft,
  type LotFields,
  readDraft,
} from '../../state/portfolio/draft.ts'
import { moneyText } from '../../state/portfolio/figures.ts'
import type { Lot } from '../../state/portfolio/lot.ts'
import { monies } from '../../state/portfolio/pairs.ts'
import type { Portfolio } from '../../state/portfolio/portfolio.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import { portfolioWords } from '../../words/late/portfolio.ts'

interface FormProps {
  holding: Holding
  /** What is changed; absent where something is added. */
  lot?: Lot
  money: Pick<Portfolio['money'], 'currency'>
  onCancel(): void
  onSave(fields: LotFields): void
}

/** A lot that is typed. What is wrong is said at its field once the person wants to save. */
export function LotForm(props: FormProps) {
  const today = dayOf(Date.now())
  const said = () => portfolioWords().form
  const start = props.lot
    ? draftOf(props.lot)
    : emptyDraft(props.holding.quote || props.money.currency(), today)
  const [draft, setDraft] = createSignal<Draft>(start)
  const [problems, setProblems] = createSignal<DraftProblems>({})
  let form: HTMLFormElement | undefined
  let first: HTMLInputElement | undefined
  onMount(() => first?.focus())

  function type(patch: Partial<Draft>) {
    const next = { ...draft(), ...patch }
    setDraft(next)
    // What was wrong is no more once it is mended; nothing new is found wrong while one types.
    const read = readDraft(next, today)
    const still = 'problems' in read ? read.problems : {}
    setProblems((before) => keepThose(before, still))
  }

  function save(event: SubmitEvent) {
    event.preventDefault()
    const read = readDraft(draft(), today)
    if ('fields' in read) {
      props.onSave(read.fields)
      return
    }
    setProblems(read.problems)
    form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }

  return (
    <form class="lot-form" ref={form} onSubmit={save} novalidate>
      <TextField
        ref={(input) => {
          first = input
        }}
        label={said().quantity}
        keys="decimal"
        unit={props.holding.base}
        value={draft().quantity}
        problem={say('quantity', problems().quantity)}
        onInput={(quantity) => type({ quantity })}
      />
      <CostFields draft={draft()} problems={problems()} holding={props.holding} onType={type} />
      <TextField
        label={said().date}
        type="date"
        max={today}
        value={draft().date}
        problem={say('date', problems().date)}
        onInput={(date) => type({ date })}
      />
      <TextField
        label={said().note}
        maxLength={500}
        placeholder={said().optional}
        value={draft().note}
        onInput={(note) => type({ note })}
      />
      <div class="buttons dialog-buttons">
        <Button onPress={props.onCancel}>{portfolioWords().cancel}</Button>
        <Button kind="primary" submits>
          {said().save}
        </Button>
      </div>
    </form>
  )
}

function CostFields(props: {
  draft: Draft
  problems: DraftProblems
  holding: Holding
  onType(patch: Partial<Draft>): void
}) {
  const said = () => portfolioWords().form
  const currencies = [
    ...new Set(
      [props.draft.currency, props.holding.quote, ...monies].filter((each) => each !== ''),
    ),
  ]
  const total = () => {
    const all = draftTotal(props.draft)
    return all ? said().total(moneyText(all, props.draft.currency)) : said().costHint
  }
  return (
    <>
      <Segmented
        label={said().paid}
        options={[
          { value: 'unit', text: said().per.unit },
          { value: 'all', text: said().per.all },
        ]}
        value={props.draft.per}
        onChoose={(per) => props.onType({ per })}
      />
      <div class="lot-cost">
        <TextField
          label={props.draft.per === 'unit' ? said().amountUnit : said().amountAll}
          keys="decimal"
          value={props.draft.amount}
          hint={total()}
          problem={say('amount', props.problems.amount)}
          onInput={(amount) => props.onType({ amount })}
        />
        <Select
          label={said().currency}
          options={currencies.map((value) => ({ value, text: value }))}
          value={props.draft.currency}
          onChoose={(currency) => props.onType({ currency })}
        />
      </div>
      <Show when={props.problems.currency}>
        <p class="field-note" role="alert">
          {said().problem.currency.unknown}
        </p>
      </Show>
    </>
  )
}

/** The sentence for what is wrong with a field. */
function say<F extends 'quantity' | 'amount' | 'date'>(
  field: F,
  problem: DraftProblems[F],
): string | undefined {
  const sentences: Partial<Record<string, string>> = portfolioWords().form.problem[field]
  return problem === undefined ? undefined : sentences[problem]
}

/** Of the problems that were told, those that are still there, as they are now. */
function keepThose(told: DraftProblems, still: DraftProblems): DraftProblems {
  const fields = Object.keys(told)
  return Object.fromEntries(Object.entries(still).filter(([field]) => fields.includes(field)))
}

import { createMemo, createSignal, onMount, Show } from 'solid-js'
import type { AlertRule } from '../../../shared/alert.ts'
import type { Refusal } from '../../state/alerts/changes.ts'
import { refusalText } from '../../state/alerts/desk.ts'
import {
  type Draft,
  type DraftField,
  type DraftProblem,
  type DraftProblems,
  dayOf,
  draftOf,
  emptyDraft,
  fieldOf,
  kinds,
  readDraft,
} from '../../state/alerts/draft.ts'
import { beyondText, previewText } from '../../state/alerts/texts.ts'
import type { AppState } from '../../state/app-state.ts'
import { tradedAtVenue } from '../../state/instrument/session.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { formatDecimal, formatPrice } from '../../words/format.ts'
import { alertWords } from '../../words/late/alerts.ts'
import { AlertCondition } from './condition.tsx'
import { AlertOptions } from './options.tsx'

/** An alert that is typed. What is wrong is said at its field once the person wants to save. */
export function AlertForm(props: {
  app: AppState
  symbol: string
  /** Of a line that was placed, decimal text. */
  price: string | undefined
  /** What is changed; absent where one is made. */
  rule?: AlertRule
  onCancel(): void
  onSave(rule: AlertRule): Promise<Refusal | undefined>
  onSaved(): void
}) {
  props.app.want(() => [props.symbol], 'detail')
  const said = () => alertWords().form
  const row = () => props.app.row(props.symbol)
  /** The price of now, plainly. */
  const now = createMemo(() => {
    const known = row()
    return known === undefined ? '' : (known.price / 10 ** known.decimals).toFixed(known.decimals)
  })
  const today = dayOf(Date.now())
  const begun = { price: props.price ?? now(), today }
  const [draft, setDraft] = createSignal<Draft>(
    props.rule
      ? draftOf(props.rule, begun)
      : besides(emptyDraft(begun), { price: begun.price, now: now() }),
  )
  const [problems, setProblems] = createSignal<DraftProblems>({})
  const [refusal, setRefusal] = createSignal<Refusal>()
  const [isSending, setSending] = createSignal(false)
  let form: HTMLFormElement | undefined
  onMount(() => form?.querySelector<HTMLElement>('input, select')?.focus())

  const read = (of: Draft) =>
    readDraft(of, { symbol: props.symbol, now: Date.now(), paused: props.rule?.paused ?? false })
  const rule = createMemo(() => {
    const known = read(draft())
    return 'rule' in known ? known.rule : undefined
  })

  function type(patch: Partial<Draft>) {
    const next = { ...draft(), ...patch }
    setDraft(next)
    setRefusal(undefined)
    // What was wrong is no more once it is mended; nothing new is found wrong while one types.
    const known = read(next)
    const still = 'problems' in known ? known.problems : {}
    setProblems((told) =>
      Object.fromEntries(Object.entries(still).filter(([field]) => field in told)),
    )
  }

  async function save(event: SubmitEvent) {
    event.preventDefault()
    if (isSending()) return
    const known = read(draft())
    if ('problems' in known) {
      setProblems(known.problems)
      focusWrong()
      return
    }
    setSending(true)
    const refused = await props.onSave(known.rule)
    setSending(false)
    if (refused === undefined) props.onSaved()
    else {
      setRefusal(refused)
      focusWrong()
    }
  }

  const focusWrong = () => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  const refusedField = () => {
    const known = refusal()
    return known?.type === 'refused' ? fieldOf(known.field) : undefined
  }
  const problem = (field: DraftField) => {
    const known = refusal()
    if (known !== undefined && refusedField() === field) return refusalText(known)
    return problemText(problems()[field])
  }
  const isSimulated = () => props.app.status()?.simulated === true
  const beyond = () => {
    const known = rule()
    return known && beyondText(known, row())
  }

  return (
    <form class="alert-form" ref={form} onSubmit={save} novalidate>
      <Select
        label={said().kind}
        options={kinds.map((value) => ({ value, text: said().kinds[value] }))}
        value={draft().kind}
        onChoose={(kind) => type({ kind })}
      />
      <AlertCondition
        draft={draft()}
        now={now()}
        nowText={
          row() ? said().now(formatPrice(row()?.price ?? 0, row()?.decimals ?? 0)) : said().noPrice
        }
        quote={row()?.quote ?? ''}
        problem={problem}
        onType={type}
      />
      <AlertOptions
        draft={draft()}
        today={today}
        hasSessions={tradedAtVenue(row()?.venue) !== 'spot'}
        isOpen={props.rule !== undefined}
        problem={problem}
        onType={type}
      />
      <section class="alert-preview" aria-label={alertWords().preview.label} aria-live="polite">
        <Show when={rule()}>{(known) => <p>{previewText(known(), row())}</p>}</Show>
        <Show when={beyond()}>
          <p class="alert-beyond">{beyond()}</p>
        </Show>
        <Show when={isSimulated()}>
          <p class="alert-beyond">{alertWords().simulated}</p>
        </Show>
      </section>
      <Show when={refusedField() === undefined && refusal()}>
        {(known) => (
          <p class="field-note" role="alert">
            {refusalText(known())}
          </p>
        )}
      </Show>
      <div class="buttons dialog-buttons">
        <Button onPress={props.onCancel}>{alertWords().cancel}</Button>
        <Button kind="primary" submits disabled={isSending()}>
          {isSending() ? said().sending : props.rule ? alertWords().save : said().make}
        </Button>
      </div>
    </form>
  )
}

/** A line that was placed below the price waits for a fall. */
function besides(draft: Draft, { price, now }: { price: string; now: string }): Draft {
  return now !== '' && Number(price) < Number(now) ? { ...draft, kind: 'below' } : draft
}

function problemText(problem: DraftProblem | undefined): string | undefined {
  if (problem === undefined) return undefined
  const said = alertWords().problem
  if (problem.type !== 'range') return said[problem.type]
  return said.range(figure(problem.min), figure(problem.max))
}

function figure(value: number): string {
  return formatDecimal(value, String(value).split('.')[1]?.length ?? 0)
}

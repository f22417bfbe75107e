import { Show } from 'solid-js'
import { alertLimits, alertSources } from '../../../shared/alert.ts'
import { type Draft, type DraftField, expiries } from '../../state/alerts/draft.ts'
import { TextField } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import { Switch } from '../../ui/switch.tsx'
import { alertWords } from '../../words/late/alerts.ts'
import { SpanSelect } from './condition.tsx'

interface OptionsProps {
  draft: Draft
  today: string
  /** Whether its market isn't open at all hours. */
  hasSessions: boolean
  isOpen: boolean
  problem(field: DraftField): string | undefined
  onType(patch: Partial<Draft>): void
}

const minute = 60_000
const cooldowns = [0, 5, 15, 60, 240, 1_440].map((minutes) => minutes * minute)

/** How often, until when, on which price: what most leave as it is. */
export function AlertOptions(props: OptionsProps) {
  const said = () => alertWords().form
  return (
    <>
      <Segmented
        label={said().repeat}
        options={(['once', 'again'] as const).map((value) => ({
          value,
          text: said().repeats[value],
        }))}
        value={props.draft.repeat}
        onChoose={(repeat) => props.onType({ repeat })}
      />
      <Show when={props.draft.repeat === 'again'}>
        <Again {...props} />
      </Show>
      <details class="alert-more" open={props.isOpen}>
        <summary>
          {said().more}
          <Icon name="expand" />
        </summary>
        <div>
          <More {...props} />
        </div>
      </details>
    </>
  )
}

function Again(props: OptionsProps) {
  const said = () => alertWords().form
  return (
    <div class="alert-pair">
      <TextField
        label={said().hysteresis}
        keys="decimal"
        unit="%"
        value={props.draft.hysteresis}
        problem={props.problem('hysteresis')}
        onInput={(hysteresis) => props.onType({ hysteresis })}
      />
      <SpanSelect
        label={said().cooldown}
        spans={cooldowns}
        none={said().noCooldown}
        value={props.draft.cooldownMs}
        onChoose={(cooldownMs) => props.onType({ cooldownMs })}
      />
    </div>
  )
}

function More(props: OptionsProps) {
  const said = () => alertWords().form
  const isOfPrice = () => props.draft.kind !== 'volume' && props.draft.kind !== 'silence'
  return (
    <>
      <Show when={isOfPrice()}>
        <Select
          label={said().source}
          options={alertSources.map((value) => ({ value, text: said().sources[value] }))}
          value={props.draft.source}
          onChoose={(source) => props.onType({ source })}
        />
      </Show>
      <Select
        label={said().expiry}
        options={expiries.map((value) => ({ value, text: said().expiries[value] }))}
        value={props.draft.expiry}
        onChoose={(expiry) => props.onType({ expiry })}
      />
      <Show when={props.draft.expiry === 'date'}>
        <TextField
          label={said().date}
          type="date"
          value={props.draft.date}
          problem={props.problem('date')}
          onInput={(date) => props.onType({ date })}
        />
      </Show>
      <TextField
        label={said().note}
        maxLength={alertLimits.noteChars}
        placeholder={said().optional}
        value={props.draft.note}
        onInput={(note) => props.onType({ note })}
      />
      <Show when={props.hasSessions}>
        <Switch
          label={said().regular}
          on={props.draft.sessions === 'regular'}
          onSwitch={(on) => props.onType({ sessions: on ? 'regular' : 'always' })}
        />
      </Show>
      <Switch
        label={said().sound}
        on={props.draft.sound}
        onSwitch={(sound) => props.onType({ sound })}
      />
    </>
  )
}

import { createMemo, Show } from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import { createClock } from '../../state/clock.ts'
import { languageChoices } from '../../state/preferences.ts'
import { zoneChoices } from '../../state/settings/zones.ts'
import { Group } from '../../ui/group.tsx'
import { Select } from '../../ui/select.tsx'
import { formatChange, formatClock, formatDecimal, formatMinute } from '../../words/format.ts'
import { numberStyles } from '../../words/formatters.ts'
import { settingsWords } from '../../words/late/settings.ts'

const dayMs = 86_400_000
const openedAt = Date.now()

/** Language, time zone, number format, and what they make of a price and a time. */
export function RegionSettings(props: { app: AppState }) {
  const now = createClock(() => props.app.conditions().visible)
  const chosen = () => props.app.preferences
  const said = () => settingsWords()
  const zones = createMemo(() => zoneChoices(chosen().timeZone.value(), openedAt))
  return (
    <Group title={said().groups.region} note={said().timeZone.hint}>
      <div class="setting">
        <Select
          label={said().language.label}
          options={languageChoices.map((value) => ({
            value,
            text: value === 'auto' ? said().language.auto : said().languages[value],
          }))}
          value={chosen().language.value()}
          onChoose={chosen().language.set}
        />
        <Show when={chosen().languageMissing()}>
          <p role="alert">{said().language.missing}</p>
        </Show>
      </div>
      <Select
        label={said().timeZone.label}
        options={zones()}
        value={chosen().timeZone.value()}
        onChoose={chosen().timeZone.set}
      />
      <Select
        label={said().numbers.label}
        options={numberStyles.map((value) => ({
          value,
          text: value === 'language' ? said().numbers.language : value,
        }))}
        value={chosen().numbers.value()}
        onChoose={chosen().numbers.set}
      />
      <p class="example">
        {said().example}
        <span>
          {`${formatDecimal(61_837.6, 2)} · ${formatChange(-123)} · `}
          {`${formatClock(now())} · ${formatMinute(now() - dayMs, now())}`}
        </span>
      </p>
    </Group>
  )
}

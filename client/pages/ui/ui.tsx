import './ui.css'
import { For } from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import { languageChoices } from '../../state/preferences.ts'
import { palettes } from '../../state/settings/palette.ts'
import { Facts } from '../../ui/facts.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { UiAlerts } from './alerts.tsx'
import { UiColors } from './colors.tsx'
import { UiControls } from './controls.tsx'
import { UiFigures } from './figures.tsx'
import { UiHoldings } from './holdings.tsx'
import { UiInstrument } from './instrument.tsx'
import { UiLayers } from './layers.tsx'
import { UiLists } from './lists.tsx'
import { UiMessages } from './messages.tsx'
import { UiPrices } from './prices.tsx'
import { UiSearch } from './search.tsx'

const themes = ['light', 'dark'] as const

/**
 * The visual language: every component in its states, in both themes side by side, prices in every
 * palette. In development only, so its own text is plain English; what the app says is in the language
 * that is chosen here.
 */
export function Ui(props: { app: AppState }) {
  return (
    <article class="page ui-page">
      <PageHead title="The visual language">
        <Segmented
          label="Language"
          options={languageChoices.map((value) => ({ value, text: value }))}
          value={props.app.preferences.language.value()}
          onChoose={props.app.preferences.language.set}
        />
      </PageHead>
      <Facts facts={rules} />
      <div class="ui-themes">
        <For each={themes}>
          {(theme) => (
            <section class="ui-theme" data-theme={theme} aria-label={theme}>
              <UiColors />
              <UiControls app={props.app} />
              <UiMessages />
              <UiLayers app={props.app} />
              <UiLists />
              <UiInstrument />
              <UiHoldings />
              <UiAlerts />
              <UiFigures />
              <UiSearch />
              <For each={palettes}>{(palette) => <UiPrices palette={palette} />}</For>
            </section>
          )}
        </For>
      </div>
    </article>
  )
}

/** What holds everywhere, in a line each. */
const rules = [
  {
    name: 'Ground',
    value:
      'A page is --surface; what stands on it as one thing is --raised, in a --line, with --radius.',
  },
  { name: 'Targets', value: 'At least --target (44 px), also where the drawing is smaller.' },
  {
    name: 'Space',
    value:
      '4, 8, 12, 16 (--gutter), 24 px. 24 between groups, 16 within a card, 8 between buttons.',
  },
  {
    name: 'Type',
    value:
      'In rem, so that it grows with the browser’s: --type-large for a page, --type-title for a dialog, 0.9375 for what is read, --type-small for what explains it, --type-caption for labels.',
  },
  {
    name: 'Colour',
    value:
      '--accent for what can be done, --up and --down for prices alone, --good, --warning and --danger for the state of things.',
  },
  {
    name: 'Direction',
    value:
      'Always by sign and shape as well: colours are not seen by all, nor mean the same to all.',
  },
  {
    name: 'Motion',
    value: 'Below 200 ms, of opacity and transform alone, and none where less is asked for.',
  },
]

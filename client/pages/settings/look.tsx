import type { AppState } from '../../state/app-state.ts'
import { paletteChoices, themes } from '../../state/settings/appearance.ts'
import { Group } from '../../ui/group.tsx'
import { PaletteSample } from '../../ui/palette-sample.tsx'
import { RadioList } from '../../ui/radio-list.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Switch } from '../../ui/switch.tsx'
import { formatChange } from '../../words/format.ts'
import { settingsWords } from '../../words/late/settings.ts'

const sample = 124

/** Theme, colours of rising and falling, flashes. */
export function LookSettings(props: { app: AppState }) {
  const look = () => props.app.appearance
  const said = () => settingsWords()
  const hintOf = (choice: (typeof paletteChoices)[number]) => {
    if (choice === 'customary') return said().palette[look().customary()]
    return choice === 'blue-orange' ? said().palette.colourBlind : undefined
  }
  return (
    <Group title={said().groups.look}>
      <div class="setting">
        <h3>{said().theme.label}</h3>
        <Segmented
          label={said().theme.label}
          options={themes.map((value) => ({ value, text: said().theme[value] }))}
          value={look().theme.value()}
          onChoose={look().theme.set}
        />
      </div>
      <RadioList
        label={said().palette.label}
        options={paletteChoices.map((value) => ({
          value,
          text: said().palette[value],
          hint: hintOf(value),
          sample: (
            <PaletteSample
              palette={value === 'customary' ? look().customary() : value}
              up={formatChange(sample)}
              down={formatChange(-sample)}
            />
          ),
        }))}
        value={look().paletteChoice.value()}
        onChoose={look().paletteChoice.set}
      />
      <Switch
        label={said().flash.label}
        hint={said().flash.hint}
        on={look().flash.value() === 'on'}
        onSwitch={(on) => look().flash.set(on ? 'on' : 'off')}
      />
    </Group>
  )
}

import { createSignal, Show } from 'solid-js'
import type { Preferences } from '../../shared/preferences.ts'
import type { AppState } from '../state/app-state.ts'
import { Button } from '../ui/button.tsx'
import { Group } from '../ui/group.tsx'
import { Slider } from '../ui/slider.tsx'
import { Switch } from '../ui/switch.tsx'
import { notificationsWords } from '../words/late/notifications.ts'

/** How an alert is told while the app is in front. */
export function InAppSettings(props: {
  sound: AppState['sound']
  choices: Preferences
  onChange(patch: Partial<Preferences>): void
}) {
  const [isSilent, setSilent] = createSignal(false)
  const said = () => notificationsWords().settings
  const hear = async () => setSilent(!(await props.sound.play('alert').catch(() => false)))
  return (
    <Group title={said().groups.inApp}>
      <Switch
        label={said().sound.label}
        hint={said().sound.hint}
        on={props.choices.sound}
        onSwitch={(sound) => props.onChange({ sound })}
      />
      <Show when={props.choices.sound}>
        <div class="setting">
          <Slider
            label={said().volume}
            min={0}
            max={100}
            step={5}
            value={Number(props.sound.volume.value())}
            text={`${props.sound.volume.value()}%`}
            onSlide={(value) => props.sound.volume.set(String(value))}
          />
          <div class="buttons">
            <Button icon="sound" onPress={() => void hear()}>
              {said().hear}
            </Button>
          </div>
          <Show when={isSilent()}>
            <p role="alert">{said().silent}</p>
          </Show>
        </div>
      </Show>
      <Switch
        label={said().vibration.label}
        hint={said().vibration.hint}
        on={props.choices.vibration}
        onSwitch={(vibration) => props.onChange({ vibration })}
      />
    </Group>
  )
}

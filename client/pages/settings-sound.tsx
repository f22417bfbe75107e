import { createSignal, Show } from 'solid-js'
import type { AppState } from '../state/app-state.ts'
import type { Sound } from '../state/settings/tones.ts'
import { Button } from '../ui/button.tsx'
import { Group } from '../ui/group.tsx'
import { Slider } from '../ui/slider.tsx'
import { Switch } from '../ui/switch.tsx'
import { settingsWords } from '../words/late/settings.ts'

/** Whether the app is heard, how loud, and how that sounds. */
export function SoundSettings(props: { app: AppState }) {
  const [isSilent, setSilent] = createSignal(false)
  const sound = () => props.app.sound
  const said = () => settingsWords().sound
  const attempt = async (which: Sound) => setSilent(!(await sound().play(which)))
  return (
    <Group title={settingsWords().groups.sound}>
      <Switch
        label={said().label}
        hint={said().hint}
        on={sound().enabled.value() === 'on'}
        onSwitch={(on) => sound().enabled.set(on ? 'on' : 'off')}
      />
      <Show when={sound().enabled.value() === 'on'}>
        <div class="setting">
          <Slider
            label={said().volume}
            min={0}
            max={100}
            step={5}
            value={Number(sound().volume.value())}
            text={`${sound().volume.value()}%`}
            onSlide={(value) => sound().volume.set(String(value))}
          />
          <div class="buttons">
            <Button icon="sound" onPress={() => void attempt('lost')}>
              {said().tryLost}
            </Button>
            <Button icon="sound" onPress={() => void attempt('back')}>
              {said().tryBack}
            </Button>
          </div>
          <Show when={isSilent()}>
            <p role="alert">{said().silent}</p>
          </Show>
        </div>
      </Show>
    </Group>
  )
}

import { createSignal, For, Show } from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import type { Sound } from '../../state/settings/tones.ts'
import { Button } from '../../ui/button.tsx'
import { Slider } from '../../ui/slider.tsx'

/** How loud the app is, with what it sounds like at once; where it can't be heard, that is said. */
export function VolumeSetting(props: {
  sound: AppState['sound']
  label: string
  tries: readonly { sound: Sound; text: string }[]
  silent: string
}) {
  const [isSilent, setSilent] = createSignal(false)
  const attempt = async (sound: Sound) =>
    setSilent(!(await props.sound.play(sound).catch(() => false)))
  return (
    <div class="setting">
      <Slider
        label={props.label}
        min={0}
        max={100}
        step={5}
        value={Number(props.sound.volume.value())}
        text={`${props.sound.volume.value()}%`}
        onSlide={(value) => props.sound.volume.set(String(value))}
      />
      <div class="buttons">
        <For each={props.tries}>
          {({ sound, text }) => (
            <Button icon="sound" onPress={() => void attempt(sound)}>
              {text}
            </Button>
          )}
        </For>
      </div>
      <Show when={isSilent()}>
        <p role="alert">{props.silent}</p>
      </Show>
    </div>
  )
}

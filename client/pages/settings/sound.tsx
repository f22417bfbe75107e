import { Show } from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import { Group } from '../../ui/group.tsx'
import { Switch } from '../../ui/switch.tsx'
import { settingsWords } from '../../words/late/settings.ts'
import { VolumeSetting } from './volume.tsx'

/** Whether the app is heard, how loud, and how that sounds. */
export function SoundSettings(props: { app: AppState }) {
  const sound = () => props.app.sound
  const said = () => settingsWords().sound
  return (
    <Group title={settingsWords().groups.sound}>
      <Switch
        label={said().label}
        hint={said().hint}
        on={sound().enabled.value() === 'on'}
        onSwitch={(on) => sound().enabled.set(on ? 'on' : 'off')}
      />
      <Show when={sound().enabled.value() === 'on'}>
        <VolumeSetting
          sound={sound()}
          label={said().volume}
          tries={[
            { sound: 'lost', text: said().tryLost },
            { sound: 'back', text: said().tryBack },
          ]}
          silent={said().silent}
        />
      </Show>
    </Group>
  )
}

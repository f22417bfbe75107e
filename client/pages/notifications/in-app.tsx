import { Show } from 'solid-js'
import type { Preferences } from '../../../shared/preferences.ts'
import type { AppState } from '../../state/app-state.ts'
import { Group } from '../../ui/group.tsx'
import { Switch } from '../../ui/switch.tsx'
import { notificationsWords } from '../../words/late/notifications.ts'
import { VolumeSetting } from '../settings/volume.tsx'

/** How an alert is told while the app is in front. */
export function InAppSettings(props: {
  sound: AppState['sound']
  choices: Preferences
  onChange(patch: Partial<Preferences>): void
}) {
  const said = () => notificationsWords().settings
  return (
    <Group title={said().groups.inApp}>
      <Switch
        label={said().sound.label}
        hint={said().sound.hint}
        on={props.choices.sound}
        onSwitch={(sound) => props.onChange({ sound })}
      />
      <Show when={props.choices.sound}>
        <VolumeSetting
          sound={props.sound}
          label={said().volume}
          tries={[{ sound: 'alert', text: said().hear }]}
          silent={said().silent}
        />
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

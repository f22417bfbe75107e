import { Show } from 'solid-js'
import type { Preferences, QuietHours } from '../../../shared/preferences.ts'
import { Button } from '../../ui/button.tsx'
import { Group } from '../../ui/group.tsx'
import { RadioList } from '../../ui/radio-list.tsx'
import { Switch } from '../../ui/switch.tsx'
import { TimeField } from '../../ui/time-field.tsx'
import { notificationsWords } from '../../words/late/notifications.ts'

/** A night, to begin with. */
const night = { from: 22 * 60, to: 7 * 60, pushes: 'silent' } as const

/** When no sound is made, and what becomes of pushes meanwhile. */
export function QuietSettings(props: {
  choices: Preferences
  onChange(patch: Partial<Preferences>): void
}) {
  const said = () => notificationsWords().settings.quiet
  const here = () => Intl.DateTimeFormat().resolvedOptions().timeZone
  return (
    <Group title={notificationsWords().settings.groups.quiet}>
      <Switch
        label={said().label}
        hint={said().hint}
        on={props.choices.quietHours !== undefined}
        onSwitch={(on) => {
          props.onChange({ quietHours: on ? { ...night, zone: here() } : undefined })
        }}
      />
      <Show when={props.choices.quietHours}>
        {(hours) => (
          <Hours
            hours={hours()}
            here={here()}
            onChange={(patch) => props.onChange({ quietHours: { ...hours(), ...patch } })}
          />
        )}
      </Show>
    </Group>
  )
}

function Hours(props: {
  hours: QuietHours
  here: string
  onChange(patch: Partial<QuietHours>): void
}) {
  const said = () => notificationsWords().settings.quiet
  const named = (zone: string) => zone.replaceAll('_', ' ')
  return (
    <>
      <div class="setting">
        <div class="quiet-times">
          <TimeField
            label={said().from}
            minute={props.hours.from}
            onChange={(from) => props.onChange({ from })}
          />
          <TimeField
            label={said().to}
            minute={props.hours.to}
            onChange={(to) => props.onChange({ to })}
          />
        </div>
        <Show when={props.hours.from === props.hours.to}>
          <p role="status">{said().same}</p>
        </Show>
        <p>{said().zone(named(props.hours.zone))}</p>
        <Show when={props.hours.zone !== props.here}>
          <div class="buttons">
            <Button onPress={() => props.onChange({ zone: props.here })}>
              {said().here(named(props.here))}
            </Button>
          </div>
        </Show>
      </div>
      <RadioList
        label={said().pushes}
        options={[
          { value: 'silent', text: said().silent },
          { value: 'wait', text: said().wait },
        ]}
        value={props.hours.pushes}
        onChoose={(pushes) => props.onChange({ pushes })}
      />
    </>
  )
}

import { Switch as Choose, createEffect, createSignal, For, Match, on, Show } from 'solid-js'
import type { Preferences } from '../../../shared/preferences.ts'
import type { OwnChannel } from '../../../shared/user-api.ts'
import type { AppState } from '../../state/app-state.ts'
import type { NotificationChannels } from '../../state/notifications/channels.ts'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { Group } from '../../ui/group.tsx'
import { NotificationPlace } from '../../ui/notification-place.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Switch } from '../../ui/switch.tsx'
import { formatMinute } from '../../words/format.ts'
import { notificationsWords } from '../../words/late/notifications.ts'
import { PushSwitch } from '../push/switch.tsx'
import { AddEmail, ConfirmEmail } from './email.tsx'
import { AddWebhook } from './webhook.tsx'

/** Where the user is told while the app is closed. */
export function ChannelSettings(props: {
  app: AppState
  channels: NotificationChannels
  choices: Preferences
  onChange(patch: Partial<Preferences>): void
}) {
  /** The one to be removed, which stays known once the question is closed. */
  const [leaving, setLeaving] = createSignal<OwnChannel>()
  const [asks, setAsks] = createSignal(false)
  const said = () => notificationsWords().settings.channels
  const there = () => {
    const phase = props.channels.phase()
    return phase.name === 'there' ? phase : undefined
  }
  const of = (channel: OwnChannel['channel']) =>
    there()?.channels.filter((each) => each.channel === channel) ?? []
  const offers = (channel: OwnChannel['channel']) =>
    there()?.offered.includes(channel) === true || of(channel).length > 0

  // What says that it is on stands above the list of what the server has.
  createEffect(
    on(there, (known) => {
      const isHere = known?.channels.some(({ channel, isThisDevice }) => {
        return channel === 'push' && isThisDevice
      })
      if (isHere === false) props.app.push()?.missed()
    }),
  )

  function ask(channel: OwnChannel): void {
    setLeaving(channel)
    setAsks(true)
  }

  async function remove(channel: OwnChannel): Promise<void> {
    // It would renew itself at its next start.
    if (channel.isThisDevice) await props.app.push()?.turnOff()
    const answer = await props.channels.remove(channel.id)
    if (!answer.ok && answer.status === 404) await props.channels.load()
    else if (!answer.ok) props.app.toast.show({ text: said().removeFailed })
  }
  const places = (channel: OwnChannel['channel']) => (
    <For each={of(channel)}>
      {(place) => (
        <>
          <Place channel={place} onRemove={() => ask(place)} />
          <Show when={!place.isConfirmed}>
            <ConfirmEmail app={props.app} channels={props.channels} channel={place} />
          </Show>
        </>
      )}
    </For>
  )

  return (
    <Group title={notificationsWords().settings.groups.channels}>
      <Show when={props.app.push()}>{(push) => <PushSwitch push={push()} />}</Show>
      <Switch
        label={said().pushAlerts.label}
        hint={said().pushAlerts.hint}
        on={props.choices.push.alerts}
        onSwitch={(alerts) => props.onChange({ push: { alerts } })}
      />
      <Choose fallback={<p class="group-line">{said().loading}</p>}>
        <Match when={props.channels.phase().name === 'failed'}>
          <Problem
            text={said().failed}
            action={said().retry}
            onRetry={() => void props.channels.load()}
          />
        </Match>
        <Match when={there()}>
          <div class="notification-places">
            <h3>{said().push}</h3>
            <Show when={of('push').length > 0} fallback={<p>{said().noPush}</p>}>
              {places('push')}
            </Show>
          </div>
          <Show when={offers('webhook')}>
            <div class="notification-places">
              <h3>{said().webhook}</h3>
              {places('webhook')}
              <AddWebhook app={props.app} channels={props.channels} />
            </div>
          </Show>
          <Show when={offers('email')}>
            <div class="notification-places">
              <h3>{said().email}</h3>
              {places('email')}
              <AddEmail channels={props.channels} />
            </div>
          </Show>
        </Match>
      </Choose>
      <ConfirmDialog
        open={asks()}
        title={said().removeTitle(leaving()?.label ?? '')}
        text={said().removeText}
        confirm={said().removeConfirm}
        cancel={said().cancel}
        onConfirm={() => {
          const channel = leaving()
          if (channel) void remove(channel)
        }}
        onClose={() => setAsks(false)}
      />
    </Group>
  )
}

function Place(props: { channel: OwnChannel; onRemove(): void }) {
  const said = () => notificationsWords().settings.channels
  const hint = () => {
    const { failingSince, isConfirmed, takenAt } = props.channel
    if (failingSince !== null) return said().failing(formatMinute(failingSince))
    if (!isConfirmed) return said().unconfirmed
    return takenAt === null ? said().never : said().taken(formatMinute(takenAt))
  }
  return (
    <NotificationPlace
      name={props.channel.label}
      mark={props.channel.isThisDevice ? said().isThis : undefined}
      address={props.channel.address}
      hint={hint()}
      isTrouble={props.channel.failingSince !== null || !props.channel.isConfirmed}
      removeLabel={said().remove(props.channel.label)}
      onRemove={props.onRemove}
    />
  )
}

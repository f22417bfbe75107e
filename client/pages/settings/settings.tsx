import { createEffect } from 'solid-js'
import { paths } from '../../../shared/paths.ts'
import { modes } from '../../engine/conditions.ts'
import type { AppState } from '../../state/app-state.ts'
import type { Route } from '../../state/route.ts'
import { Group, LinkLine } from '../../ui/group.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { accountWords } from '../../words/late/account.ts'
import { notificationsWords } from '../../words/late/notifications.ts'
import { settingsWords } from '../../words/late/settings.ts'
import { statusWords } from '../../words/late/status.ts'
import { words } from '../../words/words.ts'
import { DataSettings } from './data.tsx'
import { LookSettings } from './look.tsx'
import { RegionSettings } from './region.tsx'
import { SoundSettings } from './sound.tsx'
import { StorageSettings } from './storage.tsx'

/** All that can be chosen. Every choice holds at once, in every open tab. */
export function Settings(props: { app: AppState; route: Route }) {
  const said = () => settingsWords()
  createEffect(() => {
    document.title = `${said().title} · ${words().appName}`
  })
  return (
    <article class="page">
      <PageHead title={said().title} />
      <div class="page-columns">
        <div>
          <PriceSettings app={props.app} />
          <LookSettings app={props.app} />
          <SoundSettings app={props.app} />
          <NotificationsLine />
        </div>
        <div>
          <AccountSettings />
          <RegionSettings app={props.app} />
          <StorageSettings app={props.app} />
          <DataSettings app={props.app} />
        </div>
      </div>
    </article>
  )
}

/** What is not of this device alone. */
function AccountSettings() {
  const said = accountWords
  return (
    <Group title={said().keep.title}>
      <LinkLine href={paths.account} text={said().title} hint={said().hint} />
    </Group>
  )
}

/** The way to how alerts are told. */
function NotificationsLine() {
  const said = () => notificationsWords().settings
  return (
    <Group title={said().title}>
      <LinkLine href={paths.notifications} text={said().line} hint={said().hint} />
    </Group>
  )
}

/** How prices come, and the pages that tell more of it. */
function PriceSettings(props: { app: AppState }) {
  const said = settingsWords
  return (
    <Group title={said().groups.prices}>
      <div class="setting">
        <h3>{statusWords().facts.mode}</h3>
        <Segmented
          label={statusWords().facts.mode}
          options={modes.map((value) => ({ value, text: statusWords().mode[value] }))}
          value={props.app.mode.value()}
          onChoose={props.app.mode.set}
        />
        <p>{statusWords().modeMeaning[props.app.mode.value()]}</p>
      </div>
      <LinkLine href={paths.energy} text={said().energy.title} hint={said().energy.hint} />
      <LinkLine
        href={paths.diagnostics}
        text={said().diagnostics.title}
        hint={said().diagnostics.hint}
      />
    </Group>
  )
}

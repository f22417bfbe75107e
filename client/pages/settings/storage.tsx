import { createMemo, createSignal, Show } from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import { copies } from '../../state/settings/backup.ts'
import { keepForGood } from '../../state/settings/keeping.ts'
import { createStorageUsed, type StorageUsed } from '../../state/settings/storage-used.ts'
import { ActionLine } from '../../ui/action-line.tsx'
import { Amounts } from '../../ui/amounts.tsx'
import { Button } from '../../ui/button.tsx'
import { Group } from '../../ui/group.tsx'
import { formatBytes } from '../../words/format.ts'
import { noticesWords } from '../../words/late/notices.ts'
import { settingsWords } from '../../words/late/settings.ts'

const parts = ['prices', 'candles', 'lists', 'holdings', 'rest'] as const

/** What the device keeps for the app, whether it will last, and how to be rid of what comes again. */
export function StorageSettings(props: { app: AppState }) {
  const { used, refetch } = createStorageUsed(props.app.openArchive)
  const [wasRefused, setRefused] = createSignal(false)
  const said = () => settingsWords().storage
  const trouble = () => props.app.keeping.trouble()

  async function keep(): Promise<void> {
    setRefused(!(await keepForGood()))
    refetch()
  }

  async function forget(): Promise<void> {
    const forgotten = await props.app
      .openArchive()
      .then((archive) => archive.forgetPrices(copies))
      .then(
        () => true,
        () => false,
      )
    props.app.toast.show({ text: forgotten ? said().forgot : said().forgetFailed })
    refetch()
  }

  return (
    <Group title={settingsWords().groups.storage}>
      <Show when={trouble()}>
        {(trouble) => <p class="group-warning">{noticesWords().keeping[trouble()].text}</p>}
      </Show>
      <Show when={used.latest} fallback={<p class="storage-waiting" aria-busy="true" />}>
        {(used) => <Used used={used()} />}
      </Show>
      <Show when={used.latest?.isLasting === true}>
        <p class="group-line">{said().lasting}</p>
      </Show>
      <Show when={used.latest?.isLasting === false}>
        <ActionLine text={said().keep} hint={wasRefused() ? said().refused : said().passing}>
          <Button onPress={() => void keep()}>{said().keepButton}</Button>
        </ActionLine>
      </Show>
      <ActionLine text={said().forget} hint={said().forgetHint}>
        <Button onPress={() => void forget()}>{said().forgetButton}</Button>
      </ActionLine>
    </Group>
  )
}

function Used(props: { used: StorageUsed }) {
  const said = () => settingsWords().storage
  const amounts = createMemo(() => {
    const { contents, shell } = props.used
    const kept = contents
      ? parts.map((part) => ({ name: said()[part], bytes: contents[part] }))
      : []
    return [...kept, { name: said().shell, bytes: shell }].filter(({ bytes }) => bytes > 0)
  })
  const total = () => {
    const { estimate } = props.used
    return estimate
      ? said().of(formatBytes(estimate.usage), formatBytes(estimate.quota))
      : said().unreadable
  }
  return (
    <Amounts
      amounts={amounts().map(({ name, bytes }) => ({
        name,
        text: formatBytes(bytes),
        size: bytes,
      }))}
      total={{ name: said().total, text: total() }}
    />
  )
}

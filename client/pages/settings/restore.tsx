import { For, Match, Show, Switch } from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import type { Difference } from '../../state/settings/difference.ts'
import type { ItemProblem } from '../../state/settings/read-backup.ts'
import type { createRestoring, Restoring } from '../../state/settings/restoring.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Icon } from '../../ui/icon.tsx'
import { formatMinute } from '../../words/format.ts'
import { settingsWords } from '../../words/late/settings.ts'

const shownProblems = 20

/** What a file holds and would change, before it does; or why it can't be taken. */
export function RestoreDialog(props: {
  app: AppState
  restoring: ReturnType<typeof createRestoring>
}) {
  const said = () => settingsWords().backup
  const state = () => props.restoring.state()

  async function take(): Promise<void> {
    await props.restoring.take()
    if (state().phase !== 'taken') return
    props.restoring.cancel()
    props.app.toast.show({ text: said().taken })
  }

  return (
    <Dialog
      open={state().phase !== 'none'}
      title={state().phase === 'refused' ? said().refused.title : said().ready}
      closeLabel={settingsWords().cancel}
      onClose={props.restoring.cancel}
    >
      <Switch>
        <Match when={only(state(), 'refused')}>
          {(state) => <p>{said().refused[state().why]}</p>}
        </Match>
        <Match when={only(state(), 'read')}>{(state) => <Contents file={state()} />}</Match>
        <Match when={state().phase === 'failed'}>
          <p role="alert">{said().failed}</p>
        </Match>
      </Switch>
      <div class="buttons dialog-buttons">
        <Button onPress={props.restoring.cancel}>{settingsWords().cancel}</Button>
        <Show when={state().phase === 'read' || state().phase === 'failed'}>
          <Button kind="primary" onPress={() => void take()}>
            {said().take}
          </Button>
        </Show>
      </div>
    </Dialog>
  )
}

function Contents(props: { file: Extract<Restoring, { phase: 'read' }> }) {
  const said = () => settingsWords().backup
  const madeAt = () => Date.parse(props.file.backup.madeAt)
  const facts = () => {
    const { choices, settings, usage } = props.file.backup
    const chosen = Object.keys(choices).length + Object.keys(settings).length
    return [
      ...props.file.differences.map((difference) => ({
        name: said().kinds[difference.kind],
        value: sayDifference(difference),
      })),
      ...(chosen > 0 ? [{ name: said().settings, value: said().replaced(chosen) }] : []),
      ...(usage.length > 0 ? [{ name: said().usage, value: said().days(usage.length) }] : []),
    ]
  }
  return (
    <div class="restore">
      <Show when={Number.isFinite(madeAt())}>
        <p>{said().from(formatMinute(madeAt()))}</p>
      </Show>
      <Show when={facts().length > 0} fallback={<p>{said().nothing}</p>}>
        <Facts facts={facts()} />
        <p>{said().merge}</p>
      </Show>
      <Show when={props.file.problems.length > 0}>
        <LeftOut problems={props.file.problems} />
      </Show>
    </div>
  )
}

function LeftOut(props: { problems: readonly ItemProblem[] }) {
  const said = () => settingsWords().backup
  const more = () => props.problems.length - shownProblems
  return (
    <details class="left-out">
      <summary>
        {said().problems(props.problems.length)}
        <Icon name="expand" />
      </summary>
      <ul>
        <For each={props.problems.slice(0, shownProblems)}>
          {(problem) => <li>{said().problem(sayItem(problem), said().why[problem.why])}</li>}
        </For>
        <Show when={more() > 0}>
          <li>{said().more(more())}</li>
        </Show>
      </ul>
    </details>
  )
}

function only<P extends Restoring['phase']>(
  state: Restoring,
  phase: P,
): Extract<Restoring, { phase: P }> | undefined {
  return isIn(state, phase) ? state : undefined
}

function isIn<P extends Restoring['phase']>(
  state: Restoring,
  phase: P,
): state is Extract<Restoring, { phase: P }> {
  return state.phase === phase
}

function sayDifference({ kind: _, ...counts }: Difference): string {
  const said = settingsWords().backup
  return (['added', 'changed', 'removed', 'same'] as const)
    .filter((name) => counts[name] > 0)
    .map((name) => said[name](counts[name]))
    .join(' · ')
}

function sayItem({ part, place, kind }: ItemProblem): string {
  const said = settingsWords().backup
  const item = said.item[part](String(place))
  return kind === undefined ? item : said.item.ofKind(item, said.kinds[kind])
}

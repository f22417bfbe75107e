import { For, Match, Show, Switch } from 'solid-js'
import type { Import, LineProblem } from '../../state/portfolio/import.ts'
import type { Importing } from '../../state/portfolio/importing.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { portfolioWords } from '../../words/late/portfolio.ts'

const shownFaults = 50

/** What a file holds and would change, before it does; or why it can't be taken. */
export function ImportDialog(props: { importing: Importing }) {
  const said = () => portfolioWords().files
  const file = () => props.importing.file()
  const read = () => {
    const content = file()?.content
    return content?.type === 'read' ? content : undefined
  }
  const why = () => {
    const content = file()?.content
    return content?.type === 'refused' ? content.why : undefined
  }
  const count = () => (read()?.added.length ?? 0) + (read()?.changed.length ?? 0)

  return (
    <Dialog
      open={file() !== undefined}
      title={said().title}
      closeLabel={portfolioWords().close}
      onClose={props.importing.close}
    >
      <div class="dialog-text">
        <p>{said().fileTitle(file()?.name ?? '')}</p>
        <Switch>
          <Match when={why()}>
            {(why) => (
              <>
                <p role="alert">{said().refused[why()]}</p>
                <p>{said().help}</p>
              </>
            )}
          </Match>
          <Match when={read()}>{(content) => <Contents content={content()} />}</Match>
        </Switch>
      </div>
      <div class="buttons dialog-buttons">
        <Button onPress={props.importing.close}>{portfolioWords().cancel}</Button>
        <Show when={count() > 0}>
          <Button kind="primary" onPress={props.importing.take}>
            {said().take(count())}
          </Button>
        </Show>
      </div>
    </Dialog>
  )
}

function Contents(props: { content: Extract<Import, { type: 'read' }> }) {
  const said = () => portfolioWords().files
  const lines = () => {
    const { added, changed, same } = props.content
    return [
      ...(added.length > 0 ? [said().added(added.length)] : []),
      ...(changed.length > 0 ? [said().changed(changed.length)] : []),
      ...(same > 0 ? [said().same(same)] : []),
      ...(added.length + changed.length === 0 ? [said().nothing] : []),
    ]
  }
  return (
    <>
      <For each={lines()}>{(line) => <p>{line}</p>}</For>
      <Show when={props.content.problems.length > 0}>
        <Faults problems={props.content.problems} />
      </Show>
    </>
  )
}

function Faults(props: { problems: readonly LineProblem[] }) {
  const said = () => portfolioWords().files
  const more = () => props.problems.length - shownFaults
  return (
    <>
      <p role="alert">{said().faults(props.problems.length)}</p>
      {/* Long lists scroll, which must be possible by keyboard too. */}
      <ul class="faults" tabindex={0}>
        <For each={props.problems.slice(0, shownFaults)}>
          {({ line, field, text }) => (
            <li>
              <b>{said().line(line)}</b>: {said().fault[field](text)}
            </li>
          )}
        </For>
        <Show when={more() > 0}>
          <li>{said().moreFaults(more())}</li>
        </Show>
      </ul>
      <p>{said().keep}</p>
    </>
  )
}

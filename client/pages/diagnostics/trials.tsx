import { transports } from '../../engine/plan.ts'
import type { AppState } from '../../state/app-state.ts'
import { ActionLine } from '../../ui/action-line.tsx'
import { Button } from '../../ui/button.tsx'
import { Group } from '../../ui/group.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { diagnosticsWords } from '../../words/late/diagnostics.ts'
import { words } from '../../words/words.ts'

const choices = ['auto', ...transports] as const

/** What can be done to the connection, to see how it takes it. */
export function DiagnosticsTrials(props: { app: AppState }) {
  const said = () => diagnosticsWords()
  const { diagnosis } = props.app
  return (
    <Group title={said().trials}>
      <div class="setting forcing">
        <h3>{said().force}</h3>
        <Segmented
          label={said().force}
          options={choices.map((value) => ({
            value,
            text: value === 'auto' ? said().auto : words().transport[value],
          }))}
          value={diagnosis.forced() ?? 'auto'}
          onChoose={(value) => diagnosis.force(value === 'auto' ? undefined : value)}
        />
        <p>{said().forceHint}</p>
      </div>
      <ActionLine text={said().drop} hint={said().dropHint}>
        <Button onPress={diagnosis.drop}>{said().dropButton}</Button>
      </ActionLine>
      <ActionLine text={said().kill} hint={said().killHint}>
        <Button onPress={diagnosis.kill}>{said().killButton}</Button>
      </ActionLine>
    </Group>
  )
}

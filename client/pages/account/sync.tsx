import { createSignal, onCleanup, Show } from 'solid-js'
import type { Sync } from '../../state/sync/start-sync.ts'
import { ActionLine } from '../../ui/action-line.tsx'
import { Button } from '../../ui/button.tsx'
import { accountWords } from '../../words/late/account.ts'
import { agoText } from './ago.ts'

/** How far what was changed here has got. */
export function AccountSync(props: { sync: Sync }) {
  const said = () => accountWords().sync
  const [now, setNow] = createSignal(Date.now())
  const timer = setInterval(() => setNow(Date.now()), 10_000)
  onCleanup(() => clearInterval(timer))
  const hint = () => {
    const phase = props.sync.phase()
    return phase.name === 'resting' ? said().resting(agoText(phase.at, now())) : said()[phase.name]
  }
  const refused = () => {
    const phase = props.sync.phase()
    return phase.name === 'resting' && phase.refused > 0 ? phase.refused : undefined
  }
  return (
    <>
      <ActionLine text={said().label} hint={hint()}>
        <Button disabled={props.sync.phase().name === 'busy'} onPress={props.sync.now}>
          {said().now}
        </Button>
      </ActionLine>
      <Show when={refused()}>{(n) => <p class="group-warning">{said().refused(n())}</p>}</Show>
    </>
  )
}

import { createMemo } from 'solid-js'
import { profilesOf } from '../../../shared/radio-profiles.ts'
import { alwaysWebSocket, joulesOf, profileNames } from '../../state/usage/energy.ts'
import { formatJoules } from '../../state/usage/format.ts'
import type { UsageState } from '../../state/usage/usage.ts'
import { Table } from '../../ui/energy-table.tsx'
import { Group } from '../../ui/group.tsx'
import { energyWords } from '../../words/late/energy.ts'
import { words } from '../../words/words.ts'

const names = [...profilesOf.cellular, ...profilesOf.wifi]

/** The same traffic on every published radio, beside what a WebSocket that is always open would take. */
export function EnergyRadios(props: { usage: UsageState }) {
  const said = () => energyWords()
  const rows = createMemo(() => {
    const today = props.usage.today()
    const [ours, others] = [joulesOf(today), alwaysWebSocket(today)]
    return names
      .filter((name) => (ours[name] ?? 0) > 0 || (others[name] ?? 0) > 0)
      .map((name) => ({
        name: profileNames[name],
        cells: [{ text: formatJoules(ours[name] ?? 0) }, { text: formatJoules(others[name] ?? 0) }],
      }))
  })
  return (
    <Group title={said().radios} note={said().radiosNote}>
      <Table
        caption={said().radios}
        heads={[said().radioName, words().appName, said().always]}
        rows={rows()}
      />
    </Group>
  )
}

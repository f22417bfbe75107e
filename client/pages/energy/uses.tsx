import { createMemo } from 'solid-js'
import { addUsage, emptyUsage, type Usage, type Use, uses } from '../../engine/usage.ts'
import { joulesOf, rangeOf } from '../../state/usage/energy.ts'
import { formatDuration, formatJouleRange } from '../../state/usage/format.ts'
import type { UsageState } from '../../state/usage/usage.ts'
import { Table } from '../../ui/energy-table.tsx'
import { Group } from '../../ui/group.tsx'
import { formatBytes, formatCount } from '../../words/format.ts'
import { energyWords } from '../../words/late/energy.ts'
import { words } from '../../words/words.ts'

/** Today by transport, and what pages have asked for by themselves. */
export function EnergyUses(props: { usage: UsageState }) {
  const said = () => energyWords()
  const nameOf = (use: Use) => (use === 'requests' ? said().requests : words().transport[use])

  const rows = createMemo(() => {
    const today = props.usage.today()
    return uses.map((use) => {
      const usage = today.uses[use] ?? emptyUsage()
      return { name: nameOf(use), cells: cellsOf(usage, rangeText(usage.joules)) }
    })
  })
  const total = createMemo(() => {
    const today = props.usage.today()
    const all = Object.values(today.uses).reduce(addUsage, emptyUsage())
    return { name: said().total, cells: cellsOf(all, rangeText(joulesOf(today))) }
  })

  return (
    <Group title={said().uses}>
      <Table
        caption={said().uses}
        heads={[said().use, said().data, said().wakeUps, said().joules]}
        rows={rows()}
        total={total()}
      />
    </Group>
  )
}

function rangeText(joules: Usage['joules']): string {
  return formatJouleRange(rangeOf(joules))
}

function cellsOf(usage: Usage, joules: string) {
  const time = usage.connectedMs > 0 ? { note: formatDuration(usage.connectedMs) } : {}
  return [
    { text: formatBytes(usage.bytesDown + usage.bytesUp), ...time },
    { text: formatCount(usage.wakeUps) },
    { text: joules },
  ]
}

import { createMemo } from 'solid-js'
import { profilesOf } from '../../../shared/radio-profiles.ts'
import type { OpenTime } from '../../engine/usage.ts'
import { alwaysWebSocket, joulesOf, rangeOf, shareOf } from '../../state/usage/energy.ts'
import { formatDuration, formatJouleRange, formatShare } from '../../state/usage/format.ts'
import type { UsageState } from '../../state/usage/usage.ts'
import { Figures } from '../../ui/energy-figures.tsx'
import { Group } from '../../ui/group.tsx'
import { formatBytes, formatCount } from '../../words/format.ts'
import { energyWords } from '../../words/late/energy.ts'

/** Below this, a share says nothing yet. */
const comparableMs = 60_000

/** What today has taken, in the four figures that matter, and beside what others would take. */
export function EnergyToday(props: { usage: UsageState }) {
  const said = () => energyWords()
  const today = () => props.usage.today()
  const joules = createMemo(() => joulesOf(today()))
  const openMs = () => Object.values(today().open).reduce((sum, open) => sum + lengthOf(open), 0)

  const figures = createMemo(() => {
    const all = Object.values(today().uses)
    const sum = (figure: 'bytesDown' | 'bytesUp' | 'wakeUps' | 'connectedMs') =>
      all.reduce((total, usage) => total + usage[figure], 0)
    const [down, up] = [sum('bytesDown'), sum('bytesUp')]
    const radios = Object.keys(joules()).length || profilesOf.cellular.length
    return [
      {
        name: said().data,
        value: formatBytes(down + up),
        note: said().downUp(formatBytes(down), formatBytes(up)),
      },
      {
        name: said().radio,
        value: formatJouleRange(rangeOf(joules())),
        note: said().radioNote(formatCount(radios)),
      },
      { name: said().wakeUps, value: formatCount(sum('wakeUps')), note: said().wakeUpsNote },
      {
        name: said().connected,
        value: formatDuration(sum('connectedMs')),
        note: said().connectedNote(formatDuration(openMs())),
      },
    ]
  })
  const share = createMemo(() => {
    const shares = shareOf(joules(), alwaysWebSocket(today()))
    if (shares === undefined || openMs() < comparableMs) return said().shareEarly
    return said().share(formatShare(shares))
  })

  return (
    <Group title={said().today}>
      <Figures figures={figures()} />
      <p class="card-note">{share()}</p>
    </Group>
  )
}

function lengthOf({ frontMs, backMs }: OpenTime): number {
  return frontMs + backMs
}

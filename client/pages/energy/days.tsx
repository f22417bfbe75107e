import { createMemo, createSignal } from 'solid-js'
import { bytesOf, type UsageDay } from '../../engine/usage.ts'
import { joulesOf, lastDays, rangeOf, together } from '../../state/usage/energy.ts'
import { formatDate, formatJouleRange, formatJoules } from '../../state/usage/format.ts'
import type { UsageState } from '../../state/usage/usage.ts'
import { Bars } from '../../ui/energy-bars.tsx'
import { Disclosure } from '../../ui/energy-disclosure.tsx'
import { Table } from '../../ui/energy-table.tsx'
import { Group } from '../../ui/group.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { formatBytes, formatCount, formatDay } from '../../words/format.ts'
import { energyWords } from '../../words/late/energy.ts'

const shownDays = 14
const figures = ['data', 'joules', 'wakeUps'] as const
type Figure = (typeof figures)[number]

const wakeUpsOf = ({ uses }: UsageDay) =>
  Object.values(uses).reduce((sum, { wakeUps }) => sum + wakeUps, 0)

/** The last two weeks as bars, and as the table that is behind them. */
export function EnergyDays(props: { usage: UsageState }) {
  const said = () => energyWords()
  const [figure, setFigure] = createSignal<Figure>('data')
  const days = createMemo(() => lastDays(props.usage.days(), props.usage.today().day, shownDays))
  const bars = createMemo(() =>
    days().map((day, index) => ({
      name: formatDate(day.day),
      title: `${formatDay(day.day)}: ${textOf(figure(), day)}`,
      ...extentOf(figure(), day),
      current: index === shownDays - 1,
    })),
  )
  const peak = () => {
    const highest = Math.max(...bars().map(({ high }) => high))
    return highest > 0 ? amountText(figure(), highest) : ''
  }
  const rows = createMemo(() =>
    days()
      .toReversed()
      .map((day) => ({
        name: formatDay(day.day),
        cells: figures.map((each) => ({ text: textOf(each, day) })),
      })),
  )
  const heads = () => ({ data: said().data, joules: said().joules, wakeUps: said().wakeUps })

  return (
    <Group title={said().days}>
      <div class="bars-box">
        <Segmented
          label={said().shown}
          options={figures.map((value) => ({ value, text: heads()[value] }))}
          value={figure()}
          onChoose={setFigure}
        />
        <Bars
          label={`${heads()[figure()]}: ${said().daysTotal(textOf(figure(), together(days())))}`}
          peak={peak()}
          bars={bars()}
        />
      </div>
      <Disclosure title={said().asTable}>
        <Table
          caption={said().days}
          heads={[said().day, ...figures.map((each) => heads()[each])]}
          rows={rows()}
        />
      </Disclosure>
    </Group>
  )
}

function extentOf(figure: Figure, day: UsageDay): { low: number; high: number } {
  if (figure === 'joules') return rangeOf(joulesOf(day))
  const value = figure === 'data' ? bytesOf(day) : wakeUpsOf(day)
  return { low: value, high: value }
}

function textOf(figure: Figure, day: UsageDay): string {
  if (figure === 'joules') return formatJouleRange(rangeOf(joulesOf(day)))
  return amountText(figure, extentOf(figure, day).high)
}

function amountText(figure: Figure, amount: number): string {
  if (figure === 'joules') return formatJoules(amount)
  return figure === 'data' ? formatBytes(amount) : formatCount(amount)
}

import { createUniqueId } from 'solid-js'
import { Amounts } from '../../ui/amounts.tsx'
import { ChartMore } from '../../ui/chart-more.tsx'
import { ChartNumber } from '../../ui/chart-number.tsx'
import { Bars } from '../../ui/energy-bars.tsx'
import { Disclosure } from '../../ui/energy-disclosure.tsx'
import { Figures } from '../../ui/energy-figures.tsx'
import { Progress } from '../../ui/energy-progress.tsx'
import { Table } from '../../ui/energy-table.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { Part } from './part.tsx'

const nothing = () => {}
const days = [4, 7, 2, 9].map((high, day) => ({
  name: String(day + 19),
  title: `${high} kB`,
  low: high - 1,
  high,
  current: day === 3,
}))

/** Figures by themselves, compared, counted up and set. */
export function UiFigures() {
  const sheet = createUniqueId()
  return (
    <Part name="Figures">
      <Figures
        figures={[
          { name: 'Data', value: '6.3 kB', note: '5.5 kB down' },
          { name: 'Radio', value: '0.2–0.5 J' },
        ]}
      />
      <Facts facts={[{ name: 'Transport', value: 'WebSocket' }]} />
      <Bars label="Data a day" peak="9 kB" bars={days} />
      <Progress text="6 of 10 MB are spent today" value={6} max={10} spent={false} />
      <Progress text="All of 10 MB is spent today" value={10} max={10} spent />
      <Amounts
        amounts={[
          { name: 'Prices', text: '1.2 MB', size: 1_200 },
          { name: 'Charts', text: '310 kB', size: 310 },
        ]}
        total={{ name: 'In all', text: '1.5 MB of 10 GB' }}
      />
      <Disclosure title="As a table">
        <Table
          caption="Data a day"
          heads={['Used for', 'Data']}
          rows={[{ name: 'SSE', cells: [{ text: '6.3 kB', note: 'in 2 h' }] }]}
          total={{ name: 'Total', cells: [{ text: '6.3 kB' }] }}
        />
      </Disclosure>
      <div class="buttons">
        <ChartMore sheet={sheet} text="1m" label="Settings of the chart" onNear={nothing} />
        <ChartNumber label="Length" value={14} least={2} most={200} step={1} onSet={nothing} />
      </div>
      <Sheet id={sheet} label="Settings of the chart">
        <p class="sheet-part">What belongs to the chart.</p>
      </Sheet>
    </Part>
  )
}

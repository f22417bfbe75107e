import '../../ui/allocation.css'
import '../../ui/holdings.css'
import '../../ui/portfolio.css'
import { Allocation } from '../../ui/allocation.tsx'
import { Button } from '../../ui/button.tsx'
import { HoldingRow } from '../../ui/holding-row.tsx'
import { PortfolioTotal } from '../../ui/portfolio-total.tsx'
import { Part } from './part.tsx'

const nothing = () => {}
const profit = { way: 'up', amount: '+1,204.10', percent: '+8.45%' } as const

/** What is held and what it is worth. */
export function UiHoldings() {
  return (
    <Part name="Holdings">
      <PortfolioTotal
        name="Worth now"
        value="15,459.40"
        waiting="Waiting for prices"
        old={false}
        gains={[{ name: 'Since bought', ...profit }]}
        notes={[{ text: 'One price is 12 min old', tone: 'warning' }]}
      >
        <Button kind="quiet">USDT</Button>
      </PortfolioTotal>
      <Allocation
        label="Shares"
        parts={[
          { name: 'BTC', share: 0.6, text: '60%', isRest: false },
          { name: 'ETH', share: 0.3, text: '30%', isRest: false },
          { name: 'Others', share: 0.1, text: '10%', isRest: true },
        ]}
      />
      <HoldingRow
        label="Open BTC"
        base="BTC"
        quote="USDT"
        fullName="Bitcoin"
        quantity="0.25"
        average="57,021.20"
        price="61,837.60"
        day={{ way: 'down', text: '−0.40%' }}
        value="15,459.40"
        share="60%"
        profit={profit}
        note={undefined}
        names={{
          quantity: 'Quantity',
          average: 'Average',
          price: 'Price',
          day: 'Today',
          value: 'Value',
          profit: 'Profit',
        }}
        onOpen={nothing}
      />
    </Part>
  )
}

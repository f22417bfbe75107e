import { For } from 'solid-js'
import type { Palette } from '../../state/settings/palette.ts'
import { Change } from '../../ui/change.tsx'
import { ChartLegend } from '../../ui/chart-legend.tsx'
import { PriceRow, type PriceRowProps, type RowFigures } from '../../ui/price-row.tsx'
import { SkeletonRow } from '../../ui/skeleton-row.tsx'
import { formatAge, formatChange, formatPrice } from '../../words/format.ts'
import { chartWords } from '../../words/late/chart.ts'
import { words } from '../../words/words.ts'
import { Part } from './part.tsx'

const figures: RowFigures = {
  detail: 'Bitcoin',
  old: false,
  price: formatPrice(6_183_760, 2),
  change: formatChange(123),
  way: 'up',
  flash: undefined,
  points: [3, 4, 2, 5, 7, 6, 8],
}

export const plainRow: PriceRowProps = {
  href: '/i/BTCUSDT',
  base: 'BTC',
  quote: 'USDT',
  figures,
  chosen: false,
  tabStop: true,
}

/** Prices that rise, fall, rest, are old, and are not there yet, in one palette. */
export function UiPrices(props: { palette: Palette }) {
  const rowOf = (base: string, patch: Partial<RowFigures>): PriceRowProps => ({
    ...plainRow,
    base,
    figures: { ...figures, ...patch },
  })
  const rows = (): PriceRowProps[] => [
    { ...plainRow, chosen: true },
    rowOf('ETH', {
      detail: 'Ethereum',
      price: formatPrice(198_701, 2),
      change: formatChange(-240),
      way: 'down',
      points: [8, 6, 7, 4, 5, 2, 3],
    }),
    rowOf('USDC', {
      detail: 'USD Coin',
      price: formatPrice(10_000, 4),
      change: formatChange(0),
      way: 'flat',
      points: [],
    }),
    rowOf('SOL', {
      detail: words().old(formatAge(720_000)),
      old: true,
      price: formatPrice(14_250, 2),
      change: formatChange(81),
    }),
  ]
  return (
    <div data-palette={props.palette}>
      <Part name={props.palette}>
        <div class="ui-frame">
          <For each={rows()}>{(row) => <PriceRow {...row} />}</For>
          <SkeletonRow />
        </div>
        <p>
          <Change way="up" text={formatChange(123)} />{' '}
          <Change way="down" text={formatChange(-123)} />{' '}
          <Change way="flat" text={formatChange(0)} />
        </p>
        <For each={['up', 'down'] as const}>
          {(way) => (
            <ChartLegend
              legend={{
                time: '14:03',
                way,
                figures: [
                  { text: chartWords().figures.close.text, value: formatPrice(6_183_760, 2) },
                ],
                change: { way, text: formatChange(way === 'up' ? 123 : -123) },
                lines: [{ name: 'SMA 20', color: 'first', values: [formatPrice(6_170_000, 2)] }],
              }}
              lines={chartWords().indicators}
              compare={undefined}
            />
          )}
        </For>
      </Part>
    </div>
  )
}

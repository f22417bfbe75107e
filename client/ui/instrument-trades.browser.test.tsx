import './styles.css'
import { createSignal } from 'solid-js'
import { render } from 'solid-js/web'
import { afterEach, expect, it } from 'vitest'
import { InstrumentTrades, type TradeLine } from './instrument-trades.tsx'

let close = () => {}

afterEach(() => close())

function line(at: number, fresh = false): TradeLine {
  const side = at % 3 === 0 ? undefined : at % 3 === 1 ? 'buy' : 'sell'
  return { time: `12:00:${at}`, price: String(at), size: '1.5', side, fresh }
}

function open(first: TradeLine[], gap?: number) {
  const [trades, setTrades] = createSignal(first)
  const [gapAfter, setGapAfter] = createSignal(gap)
  const root = document.createElement('div')
  root.style.cssText =
    'display: flex; flex-direction: column; block-size: 200px; inline-size: 300px'
  document.body.replaceChildren(root)
  close = render(
    () => (
      <InstrumentTrades
        label="Recent trades"
        columns={{ price: 'Price', size: 'Size', time: 'Time' }}
        sides={{ buy: 'Buy', sell: 'Sell' }}
        trades={trades()}
        line={(trade) => trade}
        gapAfter={gapAfter()}
        gapText="Some are missing"
      />
    ),
    root,
  )
  const scroller = root.querySelector('.trades-scroller')
  if (!(scroller instanceof HTMLElement)) throw new Error('The list has nothing that scrolls.')
  const rows = () => [...root.querySelectorAll<HTMLElement>('tbody tr')]
  /** From top to bottom as they are seen, whatever their order in the page. */
  const seen = () =>
    rows()
      .map((row) => ({ text: textOf(row), top: row.getBoundingClientRect().top }))
      .sort((a, b) => a.top - b.top)
      .map(({ text }) => text)
  return { setTrades, setGapAfter, scroller, rows, seen }
}

function textOf(row: HTMLElement): string {
  const cells = [...row.querySelectorAll('td')]
  return cells.map(({ textContent }) => textContent?.trim()).join(' | ')
}

/** Until what slides stands. */
const still = () => Promise.all(document.getAnimations().map(({ finished }) => finished))

it('shows each trade with its side in words too', () => {
  const { seen } = open([line(3), line(2), line(1)])
  expect(seen()).toEqual(['3 | 1.5 | 12:00:3', 'Sell 2 | 1.5 | 12:00:2', 'Buy 1 | 1.5 | 12:00:1'])
})

it('lets new lines in at the top, and makes none anew that is there', async () => {
  const first = [line(2), line(1)]
  const { setTrades, seen, rows } = open(first)
  const before = rows()
  setTrades([line(4, true), line(3, true), ...first])
  await still()
  expect(seen().map((text) => text.split(' | ')[2])).toEqual(
    [4, 3, 2, 1].map((at) => `12:00:${at}`),
  )
  expect(before.every((row) => rows().includes(row))).toBe(true)
})

it('shifts no layout when lines come', async () => {
  let shifted = 0
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if ('value' in entry) shifted += Number(entry.value)
  })
  observer.observe({ type: 'layout-shift', buffered: false })
  let shown = Array.from({ length: 40 }, (_, index) => line(40 - index))
  const { setTrades } = open(shown)
  await frames()
  for (let at = 41; at < 60; at++) {
    shown = [line(at, true), ...shown].slice(0, 40)
    setTrades(shown)
    await frames()
  }
  observer.disconnect()
  expect(shifted).toBe(0)
})

it('leaves what somebody reads further down where it is', async () => {
  const first = Array.from({ length: 40 }, (_, index) => line(40 - index))
  const { setTrades, scroller, rows } = open(first)
  scroller.scrollTop = 280
  await frames()
  const read = rows()[12]
  const top = read?.getBoundingClientRect().top
  setTrades([line(42, true), line(41, true), ...first].slice(0, 40))
  await still()
  expect(read?.getBoundingClientRect().top).toBe(top)
})

it('says where some are missing, between those that are there', () => {
  const { seen, setGapAfter } = open([line(30), line(20), line(10)], 2)
  const has = 'Some are missing'
  expect(seen().indexOf(has)).toBe(2)
  expect(seen()).toHaveLength(4)
  setGapAfter(undefined)
  expect(seen()).not.toContain(has)
})

async function frames(): Promise<void> {
  for (let i = 0; i < 2; i++) await new Promise((resolve) => requestAnimationFrame(resolve))
}

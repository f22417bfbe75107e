import '../../ui/styles.css'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { FoundInstrument } from '../../../shared/api.ts'
import { all, frames, one, openApp, price, prices, says } from '../../app-harness.tsx'
import { createMemorySettings } from '../../db/settings.ts'
import { createMemoryRecords } from '../../db/testing/memory-records.ts'
import type { InstrumentsRequest } from '../../state/search/fetch-instruments.ts'
import { waitFor } from '../../testing/wait-for.ts'

let app: ReturnType<typeof openApp>
beforeEach(() => localStorage.clear())
afterEach(() => app.close())

/** With patience: the page and the search are loaded when they are first wanted. */

const about = { decimals: 2, sizeDecimals: 2, kind: 'spot', status: 'trading' } as const
const listed: FoundInstrument[] = ['BTC', 'ETH'].map((base) => {
  const name = `${base}USDT`
  const id = `BINANCE:${name}` as const
  return { name, id, venue: 'BINANCE', symbol: name, base, quote: 'USDT', ...about }
})
const kraken: FoundInstrument = {
  ...about,
  name: 'KRAKEN:USDT/USD',
  id: 'KRAKEN:USDT/USD',
  venue: 'KRAKEN',
  symbol: 'USDT/USD',
  base: 'USDT',
  quote: 'USD',
}

async function fetchInstruments({ query }: InstrumentsRequest) {
  const matches = ({ base, symbol }: FoundInstrument) =>
    symbol.includes(query.toUpperCase()) || base === query.toUpperCase()
  return { ok: true as const, instruments: [...listed, kraken].filter(matches) }
}

function open(records = createMemoryRecords()) {
  app = openApp('/portfolio', undefined, {
    records,
    fetchInstruments,
    settings: createMemorySettings(),
  })
  return records
}

const live = () => app.tell(says(), prices([price(), price({ symbol: 'ETHUSDT', price: 300_000 })]))
const button = (text: string) =>
  all('button').find((each) => each.textContent?.trim() === text && each.checkVisibility())
const total = () => one('.portfolio-value')?.textContent
const holdings = () => all('.holding').map((each) => each.innerText.replace(/\s+/g, ' ').trim())
const toast = () => one('.toast')?.innerText.replace(/\s+/g, ' ')

/** From the empty page or its head, by the keyboard alone. */
async function add(query: string, quantity: string, amount = '') {
  await waitFor(() => expect(button('Add a holding') ?? button('Add')).toBeDefined())
  const opener = button('Add a holding') ?? button('Add')
  opener?.focus()
  await userEvent.keyboard('{Enter}')
  await waitFor(() => expect(one('dialog.search[open]')).not.toBeNull())
  await userEvent.keyboard(query)
  await waitFor(() => expect(all('.find')).toHaveLength(1))
  await userEvent.keyboard('{Enter}')
  await waitFor(() => expect(document.activeElement?.matches('.lot-form input')).toBe(true))
  await userEvent.keyboard(quantity)
  if (amount !== '') {
    one('.lot-cost input')?.focus()
    await userEvent.keyboard(amount)
  }
  await userEvent.keyboard('{Enter}')
}

it('teaches while it is empty, and is filled by the keyboard alone', async () => {
  open()
  await waitFor(() => expect(one('.empty')?.innerText).toContain('What you hold'))
  await add('btc', '0.5', '60000')
  await waitFor(() => expect(holdings()).toHaveLength(1))
  expect(toast()).toContain('Added 0.5 BTC')
  expect(one('.portfolio-waiting')?.textContent).toBe('Waiting for prices…')
  expect(app.reports.at(-1)?.symbols).toContain('BTCUSDT')
  await live()
  expect(total()).toBe('30,918.80\u00a0USDT')
  expect(one('.portfolio-gains')?.innerText).toContain('+918.80')
})

it('follows the market, and says how old it is when it can not', async () => {
  open()
  await add('btc', '2')
  await live()
  expect(total()).toBe('123,675.20\u00a0USDT')
  await app.tell(prices([price({ sequence: 2, price: 6_000_000 })]))
  expect(total()).toBe('120,000.00\u00a0USDT')
  expect(one('.portfolio-note[data-tone=warning]')).toBeNull()
  await app.tell(says({ phase: { name: 'offline' } }))
  expect(one('.portfolio-note[data-tone=warning]')?.innerText).toMatch(
    /oldest price.* is \d+ s old/,
  )
  expect(holdings()[0]).toMatch(/\d+ s old/)
})

it('keeps a sum and its currency on one line on the smallest phone', async () => {
  await page.viewport(320, 568)
  open()
  await add('btc', '20')
  await live()
  expect(total()).toBe('1,236,752.00\u00a0USDT')
  const sum = one('.portfolio-value')
  if (sum === null) throw new Error('There is no sum.')
  expect(sum.clientHeight).toBeLessThan(1.5 * Number.parseFloat(getComputedStyle(sum).fontSize))
  expect(sum.getBoundingClientRect().right).toBeLessThanOrEqual(320)
  await page.viewport(414, 896)
})

it('is told in another currency by a live rate, which it names', async () => {
  open()
  await add('btc', '2')
  await live()
  const select = one('.portfolio-sum select')
  if (!(select instanceof HTMLSelectElement)) throw new Error('There is no choice of currency.')
  await waitFor(() => expect([...select.options].map(({ value }) => value)).toContain('USD'))
  await userEvent.selectOptions(select, 'USD')
  await waitFor(() => expect(app.reports.at(-1)?.symbols).toContain('KRAKEN:USDT/USD'))
  expect(one('.portfolio-waiting')).not.toBeNull()
  const usd = { symbol: 'KRAKEN:USDT/USD', venue: 'KRAKEN', quote: 'USD', decimals: 4 }
  await app.tell(prices([price({ ...usd, price: 9_990 })]))
  expect(total()).toBe('$123,551.52')
  expect(one('.rates')?.textContent).toContain('1 USDT = 0.999000 USD')
  expect(one('.rates')?.textContent).toContain('Kraken · live')
})

it('leaves out what has no price, and says so', async () => {
  open()
  await add('btc', '1')
  await add('eth', '1')
  await app.tell(says({ unknown: ['ETHUSDT'] }), prices([price()]))
  expect(total()).toBe('61,837.60\u00a0USDT')
  expect(one('.portfolio-note')?.innerText).toContain('ETH/USDT (Not in this market)')
})

it('says at each field what is wrong, goes there, and takes it back once it is mended', async () => {
  open()
  await add('btc', 'half', 'much')
  const notes = () => all('.lot-form [role=alert]').map((each) => each.innerText)
  expect(notes()).toHaveLength(2)
  expect(document.activeElement).toBe(one('.lot-form input'))
  await userEvent.clear(document.activeElement ?? document.body)
  await userEvent.keyboard('0.5')
  expect(notes()).toHaveLength(1)
  expect(holdings()).toEqual([])
})

it('changes and removes a purchase, and takes either back', async () => {
  const records = open()
  await add('btc', '0.5', '60000')
  await live()
  const choose = async (text: string) => {
    one('.holding')?.click()
    await waitFor(() => expect(one('.lots .icon-button')).not.toBeNull())
    one('.lots .icon-button')?.click()
    await waitFor(() => expect(button(text)).toBeDefined())
    button(text)?.click()
  }
  await choose('Edit')
  await waitFor(() => expect(one('.lot-form input')).not.toBeNull())
  await userEvent.clear(one('.lot-form input') ?? document.body)
  await userEvent.keyboard('1{Enter}')
  expect(total()).toBe('61,837.60\u00a0USDT')
  expect(toast()).toContain('Changed 1 BTC')
  button('Undo')?.click()
  expect(total()).toBe('30,918.80\u00a0USDT')

  await choose('Remove')
  await waitFor(() => expect(one('.empty')).not.toBeNull())
  expect(one('dialog[open]')).toBeNull()
  button('Undo')?.click()
  await frames()
  expect(total()).toBe('30,918.80\u00a0USDT')
  await waitFor(async () => {
    expect((await records.all('holding')).map(({ deleted }) => deleted)).toEqual([false])
  })
})

it('shows what a file holds before it is taken, and what of it can not be read', async () => {
  open()
  const table = 'symbol,quantity,price\nBTCUSDT,2,50000\nETHUSDT,none,\n'
  await waitFor(() => expect(one('input[type=file]')).not.toBeNull())
  const input = one('input[type=file]')
  if (!(input instanceof HTMLInputElement)) throw new Error('There is no way to choose a file.')
  await userEvent.upload(input, new File([table], 'mine.csv', { type: 'text/csv' }))
  await waitFor(() => expect(one('.faults')?.innerText).toContain('Line 3'))
  expect(one('dialog[open]')?.innerText).toContain('1 purchase is new.')
  expect(holdings()).toEqual([])
  button('Import 1')?.click()
  await waitFor(() => expect(holdings()).toHaveLength(1))
  await live()
  expect(one('.portfolio-gains')?.innerText).toContain('+23,675.20')
  button('Undo')?.click()
  await waitFor(() => expect(one('.empty')).not.toBeNull())
})

it('sorts when it is told to, and moves no line when a price moves', async () => {
  open()
  await add('eth', '1')
  await add('btc', '1')
  await live()
  const names = () => all('.holding-name').map((each) => each.innerText.split(/\s/)[0])
  expect(names()).toEqual(['BTC', 'ETH'])
  await app.tell(prices([price({ sequence: 2, price: 1 })]))
  expect(names()).toEqual(['BTC', 'ETH'])
  one('.page-head .icon-button')?.click()
  await waitFor(() => expect(button('Name')).toBeDefined())
  button('Order of adding')?.click()
  expect(names()).toEqual(['ETH', 'BTC'])
})

it('keeps everything in it large enough for a finger', async () => {
  open()
  await add('btc', '1', '5')
  await live()
  for (const target of all('.portfolio button, .portfolio select, .portfolio summary')) {
    if (!target.checkVisibility()) continue
    expect(target.getBoundingClientRect().height).toBeGreaterThanOrEqual(40)
  }
})

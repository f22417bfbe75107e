import '../../ui/styles.css'
import { createSignal } from 'solid-js'
import { render } from 'solid-js/web'
import { afterEach, expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import type { FoundInstrument } from '../../../shared/api.ts'
import { all, one } from '../../app-harness.tsx'
import { createMemorySettings } from '../../db/settings.ts'
import { createSearchDoor } from '../../state/search/door.ts'
import type {
  FetchedInstruments,
  InstrumentsRequest,
} from '../../state/search/fetch-instruments.ts'
import { waitFor } from '../../testing/wait-for.ts'
import { Search } from './search.tsx'

/** With patience for machines that are busy. */

let close = () => {}
afterEach(() => close())

function instrument(
  id: `KRAKEN:${string}` | `BINANCE:${string}`,
  more: Partial<FoundInstrument> = {},
) {
  const [venue, symbol = ''] = id.split(':')
  const [base = '', quote = ''] = symbol.split('/')
  const about = { decimals: 2, sizeDecimals: 2, kind: 'spot', status: 'trading' } as const
  const at = venue === 'KRAKEN' ? ('KRAKEN' as const) : ('BINANCE' as const)
  const name = at === 'BINANCE' ? base + quote : id
  return { id, name, venue: at, symbol, base, quote, ...about, ...more }
}

const btc = instrument('BINANCE:BTC/USDT', { fullName: 'Bitcoin' })
const kraken = instrument('KRAKEN:BTC/USD', { fullName: 'Bitcoin' })
const dead = instrument('BINANCE:BTT/USDT', { status: 'dead', fullName: 'BitTorrent' })
const everything = [btc, kraken, dead]

const finds = async ({ query }: InstrumentsRequest): Promise<FetchedInstruments> => ({
  ok: true,
  instruments: everything.filter(({ base }) => base.startsWith(query.toUpperCase())),
})

function open(fetchInstruments = finds) {
  const root = document.createElement('div')
  document.body.replaceChildren(root)
  const search = createSearchDoor()
  const settings = createMemorySettings()
  const went: string[] = []
  const [listed, setListed] = createSignal<readonly string[]>(['BTCUSDT'])
  const list = {
    name: 'Crypto',
    listed,
    has: (symbol: string) => listed().includes(symbol),
    add({ name }: { name: string }) {
      if (listed().length === 2) return 'The list is full.'
      setListed([...listed(), name])
      return undefined
    },
    remove: (symbol: string) => setListed(listed().filter((each) => each !== symbol)),
  }
  close = render(() => {
    const app = {
      search,
      settings,
      fetchInstruments,
      row: () => undefined,
      status: () => undefined,
    }
    return <Search app={app} route={{ go: (path) => went.push(path) }} list={list} />
  }, root)
  return { search, went, listed, input: () => one('[role=combobox]') }
}

const rows = () => all('.find').map((row) => row.innerText.replace(/\s+/g, ' ').trim())
const active = () => {
  const id = one('[role=combobox]')?.getAttribute('aria-activedescendant')
  return id ? document.getElementById(id)?.innerText.trim().split('\n')[0] : undefined
}
const said = () => one('.search [role=status]')?.textContent?.trim()

it('stands ready to be typed in, with what is traded most', async () => {
  const { search, input } = open()
  expect(one('dialog[open]')).toBeNull()
  search.open()
  expect(document.activeElement).toBe(input())
  await waitFor(() => expect(rows()).toHaveLength(3))
  expect(one('.finds th')?.textContent).toBe('Most traded')
  expect(rows()[1]).toBe('BTC/USD Bitcoin Kraken')
  expect(rows()[2]).toContain('Delisted')
})

it('opens the best match with Enter, and remembers it', async () => {
  const { search, went } = open()
  search.open()
  await userEvent.keyboard('btc')
  await waitFor(() => expect(rows()).toHaveLength(2))
  await waitFor(() => expect(said()).toBe('2 instruments'))
  expect(active()).toBe('BTC/USDT')
  await userEvent.keyboard('{ArrowDown}{Enter}')
  expect(went).toEqual(['/i/KRAKEN:BTC%2FUSD'])
  expect(one('dialog[open]')).toBeNull()
  search.open()
  expect(all('.finds th').map((each) => each.textContent?.trim())).toContain('Recent')
  expect(rows()[0]).toContain('BTC/USD')
})

it('adds and removes in place by keyboard, says so, and stays', async () => {
  const { search, listed } = open()
  search.open()
  await userEvent.keyboard('btc')
  await waitFor(() => expect(rows()).toHaveLength(2))
  const toggles = () => all('.find-toggle').map((each) => each.getAttribute('aria-pressed'))
  expect(toggles()).toEqual(['true', 'false'])
  await userEvent.keyboard('{ArrowDown}{ArrowRight}{Enter}')
  expect(listed()).toEqual(['BTCUSDT', 'KRAKEN:BTC/USD'])
  expect(toggles()).toEqual(['true', 'true'])
  expect(said()).toBe('BTC/USD added to Crypto')
  await userEvent.keyboard('{ArrowUp}{Enter}')
  expect(listed()).toEqual(['KRAKEN:BTC/USD'])
  expect(said()).toBe('BTC/USDT removed from Crypto')
  await userEvent.keyboard('{ArrowLeft}{Control>}{Enter}{/Control}')
  expect(listed()).toEqual(['KRAKEN:BTC/USD', 'BTCUSDT'])
  expect(one('dialog[open]')).not.toBeNull()
})

it('says why something could not be added', async () => {
  const { search, listed } = open()
  search.open()
  await waitFor(() => expect(rows()).toHaveLength(3))
  for (const toggle of all('.find-toggle[aria-pressed=false]')) toggle.click()
  expect(listed()).toHaveLength(2)
  expect(one('.search-trouble')?.innerText).toBe('The list is full.')
  expect(said()).toBe('The list is full.')
})

it('teaches where nothing is found', async () => {
  const { search } = open()
  search.open()
  await userEvent.keyboard('zzz')
  await waitFor(() => expect(one('.search .empty')?.innerText).toContain('“zzz”'))
  expect(one('.search .empty')?.innerText).toContain('BTCUSDT')
  await waitFor(() => expect(said()).toBe('0 instruments'))
})

it('says what is wrong, finds what it has, and tries again', async () => {
  let works = true
  const { search } = open(async (request) =>
    works ? finds(request) : { ok: false, problem: 'network' },
  )
  search.open()
  await waitFor(() => expect(rows()).toHaveLength(3))
  works = false
  await userEvent.keyboard('btc')
  await waitFor(() => expect(one('.search-note')?.innerText).toContain('cannot be reached'))
  expect(rows()).toHaveLength(2)
  works = true
  one('.search-note button')?.click()
  await waitFor(() => expect(one('.search-note')).toBeNull())
})

it('hands over what is picked for something else, without leaving', async () => {
  const { search, went } = open()
  const picked: string[] = []
  search.pick('Add a holding', ({ name }) => picked.push(name))
  expect(one('dialog[open]')?.getAttribute('aria-label')).toBe('Add a holding')
  await waitFor(() => expect(rows()).toHaveLength(3))
  expect(all('.find-toggle')).toEqual([])
  all('.find-open')[1]?.click()
  expect(picked).toEqual(['KRAKEN:BTC/USD'])
  expect(went).toEqual([])
  expect(one('dialog[open]')).toBeNull()
})

it('closes by Escape, its button and a click beside it', async () => {
  const { search } = open()
  search.open()
  await userEvent.keyboard('{Escape}')
  await waitFor(() => expect(search.visit()).toBeUndefined())
  search.open()
  one('.search-field .icon-button')?.click()
  expect(search.visit()).toBeUndefined()
  search.open()
  one('dialog.search')?.click()
  expect(search.visit()).toBeUndefined()
})

it('keeps everything in it large enough for a finger', async () => {
  const { search } = open()
  search.open()
  await waitFor(() => expect(rows()).toHaveLength(3))
  for (const target of all('.search a, .search button, .search input')) {
    const { width, height } = target.getBoundingClientRect()
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(44)
  }
})

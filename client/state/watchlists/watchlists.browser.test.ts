import { createRoot } from 'solid-js'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { defaultSymbols } from '../../../shared/instrument.ts'
import type { Records } from '../../db/records.ts'
import { createMemoryRecords } from '../../db/testing/memory-records.ts'
import { settled } from '../../testing/settled.ts'
import { waitFor } from '../../testing/wait-for.ts'
import { defaultListId, limits } from './items.ts'
import { createWatchlists, type Watchlists } from './watchlists.ts'

const ends: (() => void)[] = []

beforeEach(() => localStorage.clear())
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

function begin(records: Records): Watchlists {
  return createRoot((end) => {
    ends.push(end)
    return createWatchlists({ records, onTrouble: () => {} })
  })
}

async function open(records = createMemoryRecords()) {
  const lists = begin(records)
  await settled()
  return { lists, records }
}

/** As another device: nothing but the records is the same. */
async function reopen(records: Records) {
  localStorage.clear()
  return (await open(records)).lists
}

const kinds = ['list', 'group', 'entry'] as const

/** Everything of one device arrives at the other, and the other way round. */
async function sync(one: Records, other: Records) {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    for (const kind of kinds) await to.put(await from.all(kind))
  }
  await settled()
}

const idOf = (lists: Watchlists, symbol: string) => lists.idsOf(symbol, lists.currentId())[0] ?? ''
const shown = (lists: Watchlists) =>
  lists
    .sections()
    .map(({ group, entries }) => [group?.value.name, ...entries.map(({ value }) => value.symbol)])

it('begins with one list, of which nothing is written', async () => {
  const { lists, records } = await open()
  expect(lists.all().map(({ id }) => id)).toEqual([defaultListId])
  expect(lists.symbols()).toEqual(defaultSymbols)
  for (const kind of kinds) expect(await records.all(kind)).toEqual([])
})

it('writes one record for an addition, a move, a removal', async () => {
  const { lists, records } = await open()
  const count = async () => (await records.all('entry')).length
  expect(lists.add('pepeusdt')).toBe('added')
  await settled()
  expect(await count()).toBe(1)
  lists.move(idOf(lists, 'ETHUSDT'), { group: undefined, index: 0 })
  await settled()
  expect(await count()).toBe(2)
  lists.remove([idOf(lists, 'BTCUSDT')])
  await settled()
  expect(await count()).toBe(3)
  expect((await reopen(records)).symbols()).toEqual([
    'ETHUSDT',
    ...defaultSymbols.slice(2),
    'PEPEUSDT',
  ])
})

it('adds nothing twice, and nothing that can be no instrument', async () => {
  const { lists } = await open()
  expect(lists.add('BTCUSDT')).toBe('there')
  expect(lists.add('no symbol!')).toBe('unreadable')
  expect(lists.symbols()).toEqual(defaultSymbols)
})

it('has a bound for what one list holds', async () => {
  const { lists } = await open()
  lists.addList('Many')
  for (let i = 0; i < limits.entries; i++) expect(lists.add(`S${i}`)).toBe('added')
  expect(lists.add('ONEMORE')).toBe('full')
})

it('takes a removal back to where it was', async () => {
  const { lists } = await open()
  const before = lists.symbols()
  const undo = lists.remove([idOf(lists, 'SOLUSDT'), idOf(lists, 'XRPUSDT')])
  expect(lists.has('SOLUSDT')).toBe(false)
  undo()
  expect(lists.symbols()).toEqual(before)
})

it('makes, names, orders and removes lists, and takes a removal back whole', async () => {
  const { lists, records } = await open()
  const id = lists.addList('  Stocks \n of mine ') ?? ''
  expect([lists.currentId(), shown(lists)]).toEqual([id, [[undefined]]])
  lists.add('FINNHUB:AAPL')
  const group = lists.addGroup('Chips')
  lists.move(idOf(lists, 'FINNHUB:AAPL'), { group, index: 0 })
  lists.renameList(id, 'Shares')
  lists.moveList(id, -1)
  expect(lists.all().map(({ value }) => value.name)).toEqual(['Shares', ''])

  const undo = lists.removeList(id)
  expect(lists.all().map((each) => each.id)).toEqual([defaultListId])
  expect(lists.symbols()).toEqual(defaultSymbols)
  expect(lists.removeList(defaultListId)).toBeUndefined()
  undo?.()
  expect([lists.currentId(), shown(lists)]).toEqual([id, [[undefined], ['Chips', 'FINNHUB:AAPL']]])
  await settled()
  const next = await reopen(records)
  next.select(id)
  expect(shown(next)).toEqual([[undefined], ['Chips', 'FINNHUB:AAPL']])
})

it('makes, names, orders and removes groups; what stood in one comes behind what has none', async () => {
  const { lists } = await open()
  lists.addList('Mine')
  for (const symbol of ['A', 'B', 'C', 'D']) lists.add(symbol)
  const one = lists.addGroup('One') ?? ''
  const two = lists.addGroup('Two') ?? ''
  lists.move(idOf(lists, 'A'), { group: one, index: 0 })
  lists.move(idOf(lists, 'C'), { group: one, index: 0 })
  lists.moveGroup(two, -1)
  lists.renameGroup(two, 'Second')
  expect(shown(lists)).toEqual([[undefined, 'B', 'D'], ['Second'], ['One', 'C', 'A']])
  const undo = lists.removeGroup(one)
  expect(shown(lists)).toEqual([[undefined, 'B', 'D', 'C', 'A'], ['Second']])
  undo()
  expect(shown(lists)).toEqual([[undefined, 'B', 'D'], ['Second'], ['One', 'C', 'A']])
})

it('moves an instrument to another list, and back', async () => {
  const { lists } = await open()
  lists.addList('Mine')
  lists.select(defaultListId)
  const [, mine] = lists.all()
  const undo = lists.moveToList(idOf(lists, 'ETHUSDT'), mine?.id ?? '')
  expect([lists.has('ETHUSDT'), lists.has('ETHUSDT', mine?.id)]).toEqual([false, true])
  undo()
  expect(lists.symbols()).toEqual(defaultSymbols)
  expect(lists.has('ETHUSDT', mine?.id)).toBe(false)
})

it('is one list on two devices that meet, with the changes of both', async () => {
  const [one, other] = [await open(), await open()]
  one.lists.remove([idOf(one.lists, 'BNBUSDT')])
  other.lists.add('PEPEUSDT')
  other.lists.move(idOf(other.lists, 'FILUSDT'), { group: undefined, index: 0 })
  one.lists.renameList(defaultListId, 'Coins')
  await settled()
  await sync(one.records, other.records)
  const end = ['FILUSDT', ...defaultSymbols.slice(0, -1), 'PEPEUSDT'].filter(
    (it) => it !== 'BNBUSDT',
  )
  for (const { lists } of [one, other]) {
    expect(lists.all().map(({ value }) => value.name)).toEqual(['Coins'])
    expect(lists.symbols()).toEqual(end)
  }
})

it('adds an instrument once where two devices add it', async () => {
  const [one, other] = [await open(), await open()]
  one.lists.add('PEPEUSDT')
  other.lists.add('PEPEUSDT')
  await settled()
  await sync(one.records, other.records)
  expect(one.lists.symbols()).toEqual([...defaultSymbols, 'PEPEUSDT'])
  one.lists.remove([idOf(one.lists, 'PEPEUSDT')])
  await settled()
  await sync(one.records, other.records)
  expect(other.lists.has('PEPEUSDT')).toBe(false)
})

it('has a list, empty, where two devices have each deleted the other one', async () => {
  const [one, other] = [await open(), await open()]
  const mine = one.lists.addList('Mine') ?? ''
  await settled()
  await sync(one.records, other.records)
  one.lists.removeList(mine)
  other.lists.removeList(defaultListId)
  await settled()
  await sync(one.records, other.records)
  expect([one.lists.all().length, one.lists.symbols()]).toEqual([1, []])
  expect(one.lists.add('BTCUSDT')).toBe('added')
  await settled()
  expect((await reopen(one.records)).symbols()).toEqual(['BTCUSDT'])
})

it('removes an instrument whole, also where a merge has brought it twice', async () => {
  const { lists, records } = await open()
  const value = { list: defaultListId, symbol: 'BTCUSDT', position: 'a' }
  await records.put([{ kind: 'entry', id: 'x', changedAt: 1, deleted: false, value }])
  await waitFor(() => expect(lists.idsOf('BTCUSDT', defaultListId)).toHaveLength(2))
  expect(lists.symbols().filter((symbol) => symbol === 'BTCUSDT')).toHaveLength(1)
  lists.remove([idOf(lists, 'BTCUSDT')])
  expect(lists.has('BTCUSDT')).toBe(false)
})

it("shows the user's own list in the very first frame", async () => {
  const { lists, records } = await open()
  lists.addList('Mine')
  lists.add('A')
  await settled()
  const hangs: Records = { ...records, all: () => new Promise(() => {}) }
  const next = begin(hangs)
  expect([next.all()[0]?.value.name, next.symbols()]).toEqual(['Mine', ['A']])
})

it('copies nothing for the first frame while the list is as it is given', async () => {
  const { lists } = await open()
  expect(localStorage.getItem('ebb.list-copy')).toBeNull()
  lists.remove([idOf(lists, 'BTCUSDT')])
  expect(localStorage.getItem('ebb.list-copy')).not.toBeNull()
})

it('takes no copy and no record that can be read as nothing', async () => {
  localStorage.setItem('ebb.list-copy', '{"lists":[{"id":"a"}],"entries":7}')
  localStorage.setItem('ebb.list-view', '[]')
  const records = createMemoryRecords()
  const broken = { changedAt: 1, deleted: false, value: { list: 7 } }
  await records.put(kinds.map((kind) => ({ ...broken, kind, id: kind })))
  const { lists } = await open(records)
  expect(lists.symbols()).toEqual(defaultSymbols)
})

it('remembers the list that was chosen last, each sort and what is collapsed', async () => {
  const { lists, records } = await open()
  const id = lists.addList('Mine') ?? ''
  const group = lists.addGroup('One') ?? ''
  lists.view.setSort(id, { by: 'change', descending: true })
  lists.view.setCollapsed(group, true)
  await settled()
  const next = begin(records)
  await settled()
  expect(next.currentId()).toBe(id)
  expect(next.view.sortOf(id)).toEqual({ by: 'change', descending: true })
  expect(next.view.sortOf(defaultListId).by).toBe('own')
  expect(next.view.isCollapsed(group)).toBe(true)
  next.view.setCollapsed(group, false)
  expect(next.view.isCollapsed(group)).toBe(false)
})

it('keeps two tabs in step in their lists, each with a current one of its own', async () => {
  const { lists, records } = await open()
  const there = begin(records)
  await settled()
  const id = lists.addList('Mine') ?? ''
  lists.add('A')
  await waitFor(() => expect(there.all()).toHaveLength(2))
  expect(there.currentId()).toBe(defaultListId)
  there.select(id)
  expect(there.symbols()).toEqual(['A'])
})

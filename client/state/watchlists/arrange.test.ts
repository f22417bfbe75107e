import { expect, it } from 'vitest'
import type { Owned } from '../owned.ts'
import { arrange } from './arrange.ts'
import { type Entry, entryId, type Group } from './items.ts'

function entry(symbol: string, position: string, patch: Partial<Entry> = {}): Owned<Entry> {
  return {
    id: entryId('l', symbol),
    value: { list: 'l', symbol, group: undefined, position, ...patch },
  }
}

function group(id: string, position: string, list = 'l'): Owned<Group> {
  return { id, value: { list, name: id, position } }
}

function shown(entries: readonly Owned<Entry>[], groups: readonly Owned<Group>[] = []) {
  return arrange('l', { entries, groups }).map(({ group, entries }) => [
    group?.id,
    ...entries.map(({ value }) => value.symbol),
  ])
}

it('puts first what has no group, then group by group, each in its order', () => {
  const entries = [
    entry('D', 'd', { group: 'two' }),
    entry('C', 'c', { group: 'one' }),
    entry('B', 'b'),
    entry('A', 'a'),
  ]
  expect(shown(entries, [group('two', 'b'), group('one', 'a')])).toEqual([
    [undefined, 'A', 'B'],
    ['one', 'C'],
    ['two', 'D'],
  ])
})

it('shows a group that is empty, and a list that is', () => {
  expect(shown([], [group('one', 'a')])).toEqual([[undefined], ['one']])
})

it('leaves out what is of another list', () => {
  const entries = [entry('A', 'a'), entry('B', 'b', { list: 'm' })]
  expect(shown(entries, [group('one', 'a', 'm')])).toEqual([[undefined, 'A']])
})

it('frees what stood in a group that is gone, or is of another list', () => {
  const entries = [entry('A', 'b', { group: 'gone' }), entry('B', 'a', { group: 'other' })]
  expect(shown(entries, [group('other', 'a', 'm')])).toEqual([[undefined, 'B', 'A']])
})

it('shows a symbol once, however many records a merge has brought, the same one on every device', () => {
  const own = entry('A', 'c')
  const copies = ['z', 'k'].map((id): Owned<Entry> => ({ ...entry('A', 'a'), id }))
  for (const all of [
    [own, ...copies],
    [...copies, own],
  ]) {
    expect(arrange('l', { entries: all, groups: [] })[0]?.entries).toEqual([own])
  }
  for (const all of [copies, [...copies].reverse()]) {
    expect(arrange('l', { entries: all, groups: [] })[0]?.entries.map(({ id }) => id)).toEqual([
      'k',
    ])
  }
})

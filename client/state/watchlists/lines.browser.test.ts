import { createRoot, createSignal } from 'solid-js'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Section } from './arrange.ts'
import { createLines, type Draft, type Line, placeAt } from './lines.ts'
import { ownOrder, type Sort } from './sort.ts'

let end = () => {}
beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  end()
  vi.useRealTimers()
})

function section(name: string | undefined, symbols: string): Section {
  return {
    group: name === undefined ? undefined : { id: name, value: { list: 'l', name, position: 'V' } },
    entries: symbols.split('').map((symbol) => ({
      id: symbol,
      value: { list: 'l', symbol, group: name, position: 'V' },
    })),
  }
}

function open(first: Section[], prices: Record<string, number> = {}) {
  const [sections, setSections] = createSignal<readonly Section[]>(first)
  const [sort, setSort] = createSignal<Sort>(ownOrder)
  const [draft, setDraft] = createSignal<Draft>()
  const [collapsed, setCollapsed] = createSignal('')
  const [known, setKnown] = createSignal('')
  let held = false
  const lines = createRoot((dispose) => {
    end = dispose
    return createLines({
      sections,
      sort,
      draft,
      isCollapsed: (group) => collapsed() === group,
      figureOf: (symbol) => prices[symbol],
      isKnown: (symbol) => known().includes(symbol),
      isLive: () => true,
      isHeld: () => held,
    })
  })
  return {
    lines,
    shown: () =>
      lines()
        .map((line) => (line.type === 'group' ? `[${line.id}]` : line.symbol))
        .join(' '),
    setSections,
    setSort,
    setDraft,
    setCollapsed,
    setKnown,
    hold: (to: boolean) => {
      held = to
    },
  }
}

it('shows what has no group, then each group under its name', () => {
  const { shown, setCollapsed } = open([section(undefined, 'AB'), section('g', 'CD')])
  expect(shown()).toBe('A B [g] C D')
  setCollapsed('g')
  expect(shown()).toBe('A B [g]')
})

it('keeps the object of a line for as long as it is there', () => {
  const { lines, setSections } = open([section(undefined, 'AB'), section('g', 'C')])
  const before = new Set(lines())
  setSections([section(undefined, 'BA'), section('g', 'C'), section('h', '')])
  expect(lines().filter((line) => before.has(line))).toHaveLength(4)
  expect(lines()).toHaveLength(5)
})

it('shows an entry where it is held, in a collapsed group too', () => {
  const { shown, setDraft, setCollapsed } = open([section(undefined, 'AB'), section('g', 'CD')])
  setDraft({ id: 'A', group: 'g', index: 1 })
  expect(shown()).toBe('B [g] C A D')
  setCollapsed('g')
  expect(shown()).toBe('B [g] A')
})

it('sorts each group by itself, at once when a sort is chosen and when figures come', () => {
  const { shown, setSort, setKnown } = open([section(undefined, 'AB'), section('g', 'CD')], {
    A: 1,
    B: 2,
    C: 3,
    D: 4,
  })
  setSort({ by: 'price', descending: true })
  expect(shown()).toBe('B A [g] D C')
  setKnown('A')
  expect(shown()).toBe('B A [g] D C')
})

it('sorts by live figures every few seconds at most, and not while it is held', () => {
  const prices = { A: 1, B: 2 }
  const list = open([section(undefined, 'AB')], prices)
  list.setSort({ by: 'price', descending: true })
  expect(list.shown()).toBe('B A')
  prices.A = 3
  vi.advanceTimersByTime(3_000)
  expect(list.shown()).toBe('B A')
  list.hold(true)
  vi.advanceTimersByTime(10_000)
  expect(list.shown()).toBe('B A')
  list.hold(false)
  vi.advanceTimersByTime(4_000)
  expect(list.shown()).toBe('A B')
})

it('runs no timer in its own order, nor by name', () => {
  const { setSort } = open([section(undefined, 'AB')])
  expect(vi.getTimerCount()).toBe(0)
  setSort({ by: 'name', descending: false })
  expect(vi.getTimerCount()).toBe(0)
  setSort({ by: 'price', descending: false })
  expect(vi.getTimerCount()).toBe(1)
})

it('finds the group and the place of a line', () => {
  const entry = (id: string): Line => ({ type: 'entry', id, symbol: id })
  const lines: Line[] = [
    entry('A'),
    { type: 'group', id: 'g' },
    entry('C'),
    { type: 'group', id: 'h' },
  ]
  const at = (index: number) =>
    placeAt(lines, { index, sizeOf: (group) => (group === 'h' ? 5 : 1) })
  expect(at(0)).toEqual({ group: undefined, index: 0 })
  expect(at(1)).toEqual({ group: undefined, index: 1 })
  expect(at(2)).toEqual({ group: 'g', index: 0 })
  expect(at(3)).toEqual({ group: 'g', index: 1 })
  // Collapsed: behind the five that aren't shown.
  expect(at(4)).toEqual({ group: 'h', index: 5 })
})

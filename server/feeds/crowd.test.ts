import { afterEach, expect, it, vi } from 'vitest'
import { type Crowd, makeCrowd } from './crowd.ts'

/** So many come at once; what the last of them is told. */
function come(crowd: Crowd, many: number, now: number) {
  return Array.from({ length: many }, () => crowd.come(now)).at(-1)
}

afterEach(() => {
  vi.useRealTimers()
})

it('keeps nobody waiting while few come', () => {
  const crowd = makeCrowd()
  for (let i = 0; i < 5_000; i++) expect(crowd.come(10_000 + 2 * i)).toBeUndefined()
  expect(come(crowd, 100, 90_000)).toBeUndefined()
})

it('has those of a crowd wait until the last are in', () => {
  const crowd = makeCrowd()
  const wait = come(crowd, 101, 10_000)
  expect(wait?.isOver(10_099)).toBe(false)
  come(crowd, 101, 10_090)
  expect(wait?.isOver(10_189)).toBe(false)
  expect(wait?.isOver(10_190)).toBe(true)
})

it('has nobody wait for longer than two seconds, however many come', () => {
  const crowd = makeCrowd()
  const wait = come(crowd, 101, 10_000)
  for (let at = 10_001; at < 12_000; at++) {
    come(crowd, 2, at)
    expect(wait?.isOver(at)).toBe(false)
  }
  come(crowd, 2, 12_000)
  expect(wait?.isOver(12_000)).toBe(true)
})

it('has nobody wait for a clock that was set back', () => {
  expect(come(makeCrowd(), 101, 10_000)?.isOver(1_000)).toBe(true)
})

it('has those of a crowd written to together and in order, and others at once', () => {
  vi.useFakeTimers()
  const crowd = makeCrowd()
  const written: string[] = []
  const write = (name: string, now: number) => crowd.write(() => written.push(name), now)
  write('before', 9_000)
  come(crowd, 101, 10_000)
  write('first', 10_000)
  write('second', 10_099)
  expect(written).toEqual(['before'])
  vi.runAllTimers()
  expect(written).toEqual(['before', 'first', 'second'])
  write('after', 10_100)
  expect(written.at(-1)).toBe('after')
  expect(vi.getTimerCount()).toBe(0)
})

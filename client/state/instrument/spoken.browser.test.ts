import { createRoot, createSignal } from 'solid-js'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { speak } from '../../words/words.ts'
import { createSpoken, sentenceOf } from './spoken.ts'

let end = () => {}

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(async () => {
  end()
  vi.useRealTimers()
  await speak('en')
})

function open(isOn = true) {
  const [on, setOn] = createSignal(isOn)
  const [sentence, setSentence] = createSignal<string | undefined>('one')
  const said = createRoot((dispose) => {
    end = dispose
    return createSpoken({ on, sentence })
  })
  return { said, setOn, setSentence }
}

it('says how things stand when it is turned on, and nothing while it is off', () => {
  const { said, setOn } = open(false)
  expect(said()).toBe('')
  setOn(true)
  expect(said()).toBe('one')
  setOn(false)
  expect(said()).toBe('')
  expect(vi.getTimerCount()).toBe(0)
})

it('says the newest at most every ten seconds', () => {
  const { said, setSentence } = open()
  for (const next of ['two', 'three']) {
    vi.advanceTimersByTime(3_000)
    setSentence(next)
  }
  expect(said()).toBe('one')
  vi.advanceTimersByTime(3_999)
  expect(said()).toBe('one')
  vi.advanceTimersByTime(1)
  expect(said()).toBe('three')
  vi.advanceTimersByTime(60_000)
  setSentence('four')
  expect(said()).toBe('four')
})

it('says nothing where nothing has changed, nothing of what is not present, and nothing at the end', () => {
  const { said, setSentence } = open()
  setSentence('two')
  setSentence('one')
  expect(vi.getTimerCount()).toBe(0)
  setSentence('two')
  setSentence(undefined)
  vi.advanceTimersByTime(20_000)
  expect(said()).toBe('one')
  setSentence('two')
  expect(said()).toBe('two')
  setSentence('three')
  end()
  expect(vi.getTimerCount()).toBe(0)
})

it('says a price as a person would, in each language', async () => {
  const price = (change24h: number | undefined) =>
    sentenceOf({ price: 6_183_760, decimals: 2, change24h }, 'Bitcoin')
  expect(price(60)).toBe('Bitcoin 61,837 point 60, up 0 point 6 percent')
  expect(price(-125)).toBe('Bitcoin 61,837 point 60, down 1 point 25 percent')
  expect(price(200)).toBe('Bitcoin 61,837 point 60, up 2 percent')
  expect(price(undefined)).toBe('Bitcoin 61,837 point 60')
  expect(sentenceOf({ price: 1_205, decimals: 8, change24h: 0 }, 'PEPE')).toBe(
    'PEPE 0 point 0 0 0 0 1 2 0 5',
  )
  expect(sentenceOf({ price: 42, decimals: 0, change24h: 0 }, 'X')).toBe('X 42')
  vi.useRealTimers()
  await speak('ko')
  expect(price(60)).toBe('Bitcoin 61,837점 60, 0점 6퍼센트 상승')
  await speak('zh-Hans')
  expect(price(-60)).toBe('Bitcoin 61,837点60，下跌百分之 0点6')
})

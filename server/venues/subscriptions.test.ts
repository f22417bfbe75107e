import { beforeEach, expect, it } from 'vitest'
import type { Topic } from './event.ts'
import { type Dialogue, makeRefusals, makeSubscriptions } from './subscriptions.ts'

let told: string[]
let refusals: ReturnType<typeof makeRefusals>

beforeEach(() => {
  told = []
  refusals = makeRefusals()
})

function make(more: Partial<Dialogue> = {}) {
  const frame = (op: string, topics: readonly Topic[]) =>
    `${op} ${topics.map(({ channel, symbol }) => channel + symbol).join(' ')}`
  return makeSubscriptions(
    {
      channels: ['t'],
      subscribe: (topics) => frame('+', topics),
      unsubscribe: (topics) => frame('-', topics),
      maxTopics: 4,
      pace: { burst: 100, everyMs: 1 },
      ...more,
    },
    { refusals, tell: (sentence) => void told.push(sentence) },
  )
}

const unknown = (symbol: string | undefined, whole: boolean) =>
  ({ type: 'unknown', symbol, whole, reason: 'No such thing.' }) as const
const all = { type: 'acknowledged', op: 'subscribe', topic: undefined } as const

it('has one frame under way, within its size, until everything is on', () => {
  const subscriptions = make()
  subscriptions.want(['A', 'B', 'C', 'D', 'E'])
  expect(subscriptions.next(0)).toBe('+ tA tB tC tD')
  expect(subscriptions.next(1)).toBeUndefined()
  subscriptions.heard(all, 2)
  expect(subscriptions.settled()).toBe(false)
  expect(subscriptions.next(3)).toBe('+ tE')
  subscriptions.heard(all, 4)
  expect(subscriptions.settled()).toBe(true)
  expect(subscriptions.next(5)).toBeUndefined()
  subscriptions.want(['A', 'F'])
  expect(subscriptions.next(6)).toBe('+ tF')
  subscriptions.heard(all, 7)
  expect(subscriptions.next(8)).toBe('- tB tC tD tE')
})

it('keeps to one channel a frame where the venue wants it, and to its pace', () => {
  const pace = { burst: 1, everyMs: 100 }
  const subscriptions = make({ channels: ['t', 'q'], oneChannel: true, pace })
  subscriptions.want(['A', 'B'])
  expect(subscriptions.next(0)).toBe('+ tA tB')
  subscriptions.heard(all, 1)
  expect(subscriptions.next(2)).toBeUndefined()
  expect(subscriptions.next(100)).toBe('+ qA qB')
})

it('drops the bad symbol that a frame failed by, and asks for the rest again', () => {
  const subscriptions = make()
  subscriptions.want(['A', 'B', 'C'])
  expect(subscriptions.next(0)).toBe('+ tA tB tC')
  subscriptions.heard(unknown('B', true), 1)
  expect(told).toEqual(['B is not subscribed. No such thing.'])
  expect(subscriptions.next(2)).toBe('+ tA tC')
  subscriptions.heard(all, 3)
  expect(subscriptions.settled()).toBe(true)
  // Another connection of the same hour doesn't ask for it either.
  const next = make()
  next.want(['A', 'B'])
  expect(next.next(4)).toBe('+ tA')
})

it('finds the bad one by halves where the venue does not name it', () => {
  const subscriptions = make()
  subscriptions.want(['A', 'B', 'C', 'D'])
  const sent: string[] = []
  for (let now = 0; now < 40; now++) {
    const frame = subscriptions.next(now)
    if (frame === undefined) continue
    sent.push(frame)
    subscriptions.heard(frame.includes('tC') ? unknown(undefined, true) : all, now)
  }
  expect(told).toEqual(['C is not subscribed. No such thing.'])
  expect(subscriptions.settled()).toBe(true)
  expect(sent.length).toBeLessThan(8)
})

it('asks again for what is not answered, and gives up after three times', () => {
  const subscriptions = make()
  subscriptions.want(['A'])
  const at: number[] = []
  for (let now = 0; now < 60_000; now += 500) {
    if (subscriptions.next(now) !== undefined) at.push(now)
  }
  expect(at).toEqual([0, 5000, 10_000])
  expect(told).toEqual(['t of A: asked for 3 times and not acknowledged.'])
})

it('takes a late answer, and one that it did not ask for', () => {
  const subscriptions = make()
  subscriptions.want(['A', 'B'])
  subscriptions.next(0)
  subscriptions.heard({ ...all, topic: { channel: 't', symbol: 'A' } }, 1)
  expect(subscriptions.next(5000)).toBe('+ tB')
  subscriptions.heard({ type: 'already', topic: { channel: 't', symbol: 'B' } }, 5001)
  subscriptions.heard(all, 5002)
  subscriptions.heard(unknown('Z', true), 5003)
  subscriptions.heard({ ...all, topic: { channel: 't', symbol: 'Z' } }, 5004)
  expect(subscriptions.settled()).toBe(true)
  // What it didn't want is left again.
  expect(subscriptions.next(5005)).toBe('- tZ')
  expect(told).toEqual([])
})

it('takes the whole state for an answer', () => {
  const subscriptions = make()
  subscriptions.want(['A', 'B'])
  subscriptions.next(0)
  const topics = [{ channel: 't', symbol: 'A' }]
  subscriptions.heard({ type: 'subscriptions', topics }, 1)
  expect(subscriptions.next(2)).toBe('+ tB')
})

it('waits ever longer where the venue says that it hurries', () => {
  const subscriptions = make({ maxTopics: 1 })
  subscriptions.want(['A'])
  const at: number[] = []
  for (let now = 0; now < 40_000; now += 1000) {
    if (subscriptions.next(now) === undefined) continue
    at.push(now)
    subscriptions.heard({ type: 'hurried', reason: 'Too fast.' }, now)
  }
  expect(at).toEqual([0, 5000, 15_000, 35_000])
  expect(told).toHaveLength(4)
})

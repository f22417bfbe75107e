import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { StoredCandle, UpsertOutcome } from './storage.ts'
import { candle, candlesOf, start } from './testing/candles.ts'
import { makeWriteBuffer } from './write-buffer.ts'

const second = (n: number, rest: Partial<StoredCandle> = {}) =>
  candle(n, { interval: '1s', time: start + n * 1_000, ...rest })

/** Outcomes as they come, by the place of the call. */
function watch(promises: readonly Promise<UpsertOutcome>[]): (UpsertOutcome | undefined)[] {
  const outcomes = promises.map((): UpsertOutcome | undefined => undefined)
  for (const [index, promise] of promises.entries()) {
    promise.then((outcome) => {
      outcomes[index] = outcome
    })
  }
  return outcomes
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

it('joins what comes while a transaction is under way into the next one', async () => {
  const buffer = makeWriteBuffer()
  const calls = [buffer.add([candle(0)])]
  expect(buffer.take()).toHaveLength(1)
  calls.push(buffer.add([candle(1)]), buffer.add([candle(2)]))
  const outcomes = watch(calls)
  buffer.done()
  await settled()
  expect(outcomes).toEqual(['stored', undefined, undefined])
  expect(buffer.take()).toEqual([candle(1), candle(2)])
  buffer.done()
  await settled()
  expect(outcomes).toEqual(['stored', 'stored', 'stored'])
  expect(buffer.waiting()).toBe(0)
})

it('takes the same again after a failure, newer states of it afterwards', () => {
  const buffer = makeWriteBuffer()
  buffer.add([candle(0)])
  expect(buffer.take()).toEqual([candle(0)])
  const newer = candle(5, { time: start })
  buffer.add([newer])
  expect(buffer.take()).toEqual([candle(0)])
  buffer.done()
  expect(buffer.take()).toEqual([newer])
})

it('answers a call of many transactions when the last of them is done', async () => {
  const buffer = makeWriteBuffer({ maxTaken: 2 })
  const outcomes = watch([buffer.add(candlesOf(5)), buffer.add([])])
  for (let transaction = 1; transaction <= 3; transaction++) {
    expect(outcomes).toEqual([undefined, undefined])
    buffer.take()
    buffer.done()
    await settled()
  }
  expect(outcomes).toEqual(['stored', 'stored'])
})

it('keeps the state that is known best among those that wait', () => {
  const buffer = makeWriteBuffer()
  const partial = candle(9, { time: start, partial: true })
  buffer.add([candle(0), partial])
  buffer.add([second(0, { source: 'backfill' })])
  buffer.add([second(0)])
  expect(buffer.take()).toEqual([candle(0), second(0)])
})

it('drops the oldest second when it is full, and tells whose it was', async () => {
  const buffer = makeWriteBuffer({ maxWaiting: 3 })
  const outcomes = watch([
    buffer.add([candle(0)]),
    buffer.add([second(0)]),
    buffer.add([second(1)]),
    buffer.add([candle(1)]),
    buffer.add([candle(2)]),
    buffer.add([candle(3)]),
  ])
  expect(buffer.dropped()).toBe(3)
  expect(buffer.take()).toEqual([candle(1), candle(2), candle(3)])
  buffer.done()
  await settled()
  expect(outcomes).toEqual(['dropped', 'dropped', 'dropped', 'stored', 'stored', 'stored'])
})

it('never says stored of a candle that was neither written nor replaced by one that was', () => {
  const step = fc.oneof(
    fc.record({
      type: fc.constant('add' as const),
      batch: fc.array(fc.tuple(fc.nat(12), fc.boolean()), { maxLength: 4 }),
    }),
    fc.record({ type: fc.constantFrom('take' as const, 'done' as const, 'giveUp' as const) }),
  )
  return fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const buffer = makeWriteBuffer({ maxWaiting: 6, maxTaken: 3 })
      const written = new Map<string, number>()
      const claims: [string, number][] = []
      let taken: readonly StoredCandle[] = []
      let version = 0
      const keyOf = ({ interval, time }: StoredCandle) => `${interval} ${time}`
      for (const each of steps) {
        if (each.type === 'add') {
          version++
          const batch = each.batch.map(([n, minute]) => (minute ? candle(n) : second(n)))
          const numbered = batch.map((one) => ({ ...one, volume: version }))
          const call = version
          void buffer.add(numbered).then((outcome) => {
            if (outcome === 'stored')
              claims.push(...batch.map((one): [string, number] => [keyOf(one), call]))
          })
        } else if (each.type === 'take') taken = buffer.take()
        else if (each.type === 'done') {
          for (const one of taken) written.set(keyOf(one), one.volume)
          buffer.done()
          taken = []
        } else {
          buffer.giveUp()
          taken = []
        }
        await settled()
        for (const [key, call] of claims.splice(0)) {
          expect(written.get(key) ?? 0).toBeGreaterThanOrEqual(call)
        }
        expect(buffer.waiting()).toBeLessThanOrEqual(6 + 3)
      }
    }),
  )
})

import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Claimed, Firing, Turn } from '../storage/alerts/alerts.ts'
import { makeClaims, type Unclaimed } from './claims.ts'
import { settled } from './testing.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => vi.useRealTimers())

const turnOf = (id: string): Turn => ({
  ...{ id, version: 1, phase: 'armed', since: 0, memory: '', evaluated: undefined },
})

function firingOf(id: string): Unclaimed {
  const notification = { id: `n of ${id}`, at: 5, event: { type: 'test' } } as const
  const evaluated = { at: 5, price: '1', venue: 'BINANCE' } as const
  return { ...turnOf(id), phase: 'done', evaluated, notification }
}

/** Claims over a storage that answers when it is told to. */
function makeRig() {
  const asked: string[] = []
  const heard: string[] = []
  const troubles: unknown[] = []
  const answers: ((how: 'kept' | 'lost' | 'away') => void)[] = []
  const gone = new Set<string>()

  function answer<Result>(kept: () => Result, lost: Result): Promise<Result> {
    return new Promise((resolve, reject) => {
      answers.push((how) => {
        if (how === 'away') reject(new Error('The storage is away.'))
        else resolve(how === 'kept' ? kept() : lost)
      })
    })
  }

  const claimedOf = ({ id, notification }: Firing): Claimed => {
    return {
      alert: id,
      user: 'anna',
      notification: { ...notification, sequence: 1, readAt: undefined },
    }
  }
  const claims = makeClaims({
    claim(firings) {
      asked.push(`claim ${firings.map(({ id, version }) => `${id}${version}`)}`)
      return answer(() => firings.map(claimedOf), [])
    },
    settle(turns) {
      asked.push(`settle ${turns.map(({ id }) => id)}`)
      return answer(() => turns.map(({ id }) => id), [])
    },
    versionOf: ({ id }) => (gone.has(id) ? undefined : 7),
    turnOf: (id) => (gone.has(id) ? undefined : turnOf(id)),
    onClaimed: ({ id }) => heard.push(`claimed ${id}`),
    onSettled: ({ id }) => heard.push(`settled ${id}`),
    onLost: ({ firings, turned }) =>
      heard.push(`lost ${[...firings.map(({ id }) => id), ...turned]}`),
    onTrouble: (error) => troubles.push(error),
  })

  /** The storage answers what it was asked last. */
  async function says(how: 'kept' | 'lost' | 'away'): Promise<void> {
    answers.pop()?.(how)
    await settled()
  }
  return { claims, asked, heard, troubles, gone, says }
}

it('claims together what fires in one turn of the loop, with its newest version', async () => {
  const { claims, asked, heard, says } = makeRig()
  claims.fire(firingOf('a'))
  claims.fire(firingOf('b'))
  await settled()
  expect(asked).toEqual(['claim a7,b7'])
  await says('kept')
  expect(heard).toEqual(['claimed a', 'claimed b'])
})

it('asks for firings before all else, and turns one question after the other', async () => {
  const { claims, asked, heard, says } = makeRig()
  claims.turn('t')
  await settled()
  claims.turn('u')
  claims.fire(firingOf('a'))
  await settled()
  expect(asked).toEqual(['settle t', 'claim a7'])
  await says('kept')
  await says('kept')
  await says('kept')
  expect(asked).toEqual(['settle t', 'claim a7', 'settle u'])
  expect(heard).toEqual(['claimed a', 'settled t', 'settled u'])
})

it('doesn’t wait with the first of many until the last has fired, nor for their answers', async () => {
  const { claims, asked, heard, says } = makeRig()
  const fire = (from: number, to: number) => {
    for (let n = from; n < to; n++) claims.fire(firingOf(`f${n}`))
  }
  fire(0, 40)
  expect(asked.map((each) => each.split(',').length)).toEqual([16, 16])
  await settled()
  expect(asked.map((each) => each.split(',').length)).toEqual([16, 16, 8])
  fire(40, 400)
  await settled()
  expect(asked).toHaveLength(16)
  await says('kept')
  expect(asked).toHaveLength(17)
  expect(heard).toHaveLength(16)
})

it('waits with a firing until the turn before it is kept', async () => {
  const { claims, asked, says } = makeRig()
  claims.turn('a')
  await settled()
  claims.fire(firingOf('a'))
  await settled()
  expect(asked).toEqual(['settle a'])
  await says('kept')
  expect(asked).toEqual(['settle a', 'claim a7'])
})

it('asks for nothing that no longer counts', async () => {
  const { claims, asked, gone } = makeRig()
  for (const id of ['a', 't']) gone.add(id)
  claims.fire(firingOf('a'))
  claims.turn('t')
  await settled()
  expect(asked).toEqual([])
})

it('claims again what could not be, under the same notification, with what has fired since', async () => {
  const { claims, asked, heard, troubles, says } = makeRig()
  claims.fire(firingOf('a'))
  await settled()
  await says('away')
  claims.fire(firingOf('b'))
  expect([asked.length, troubles.length]).toEqual([1, 1])
  await vi.advanceTimersByTimeAsync(50)
  await says('kept')
  expect(asked).toEqual(['claim a7', 'claim a7,b7'])
  expect(heard).toEqual(['claimed a', 'claimed b'])
})

it('waits longer each time that the storage is away, five seconds at most', async () => {
  const { claims, asked, says } = makeRig()
  claims.turn('t')
  await settled()
  const pauses: number[] = []
  for (let tries = 1; tries <= 9; tries++) {
    await says('away')
    const from = Date.now()
    while (asked.length === tries) await vi.advanceTimersByTimeAsync(10)
    pauses.push(Date.now() - from)
  }
  expect(pauses).toEqual([50, 100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000])
})

it('says of which another was faster', async () => {
  const { claims, heard, says } = makeRig()
  claims.fire(firingOf('a'))
  claims.turn('t')
  await settled()
  await says('lost')
  await says('lost')
  expect(heard).toEqual(['lost a', 'lost t'])
})

it('keeps again what turns while it is being kept', async () => {
  const { claims, asked, says } = makeRig()
  claims.turn('t')
  await settled()
  claims.turn('t')
  await says('kept')
  expect(asked).toEqual(['settle t', 'settle t'])
})

it('drains when all is kept, or when it has waited long enough', async () => {
  const { claims, says } = makeRig()
  claims.fire(firingOf('a'))
  await settled()
  const late = vi.fn()
  const inTime = vi.fn()
  void claims.drain(100).then(late)
  void claims.drain(200).then(inTime)
  await vi.advanceTimersByTimeAsync(99)
  expect(late).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(late).toHaveBeenCalledOnce()
  expect(inTime).not.toHaveBeenCalled()
  await says('kept')
  expect(inTime).toHaveBeenCalledOnce()
})

it('asks for nothing more once it is stopped, not even while it waits to try again', async () => {
  const { claims, asked, says } = makeRig()
  claims.fire(firingOf('a'))
  await settled()
  await says('away')
  claims.stop()
  claims.fire(firingOf('b'))
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked).toEqual(['claim a7'])
})

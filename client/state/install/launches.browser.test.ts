import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { followLaunches } from './launches.ts'

type Consume = (launch: { targetURL?: string }) => void

let launch: Consume

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
  const launchQueue = {
    setConsumer(consume: Consume) {
      launch = consume
    },
  }
  Object.defineProperty(window, 'launchQueue', { value: launchQueue, configurable: true })
})
afterEach(() => {
  vi.useRealTimers()
  Reflect.deleteProperty(window, 'launchQueue')
})

it('goes where the app is launched to while it is open', () => {
  const went: string[] = []
  followLaunches((path) => went.push(path))
  launch({ targetURL: 'https://ebb.example/settings' })
  expect(went).toEqual([])
  vi.advanceTimersByTime(5_000)
  launch({ targetURL: 'https://ebb.example/i/BTCUSDT' })
  launch({ targetURL: 'https://ebb.example/?search' })
  launch({ targetURL: location.href })
  launch({})
  expect(went).toEqual(['/i/BTCUSDT', '/?search'])
})

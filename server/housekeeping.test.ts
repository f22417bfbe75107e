import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startHousekeeping } from './housekeeping.ts'
import { instrumentOf } from './hub/testing.ts'

const [btc, eth, sol] = [instrumentOf('BTCUSDT'), instrumentOf('ETHUSDT'), instrumentOf('SOLUSDT')]

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
})
afterEach(() => {
  vi.useRealTimers()
})

function start(othersMs: number | undefined) {
  const heard = {
    swept: vi.fn(),
    skipped: vi.fn(),
    wanted: vi.fn(),
    catchUp: vi.fn(async () => {}),
    trouble: vi.fn(),
  }
  const listed = [btc, eth]
  const stop = startHousekeeping({
    board: { sweep: heard.swept },
    watcher: {
      sweep() {},
      skipped: heard.skipped,
      wanted: () => [eth, sol],
      catchUp: heard.catchUp,
    },
    hub: {
      wanted: () => [btc.id, eth.id, 'OKX:GONE'],
      instrument: (id) => listed.find((each) => each.id === id),
    },
    ...{
      now: Date.now,
      othersMs,
      onWanted: heard.wanted,
      onSkipped() {},
      onTrouble: heard.trouble,
    },
  })
  return { ...heard, stop }
}

it('tells once a second what clients and alerts want, each once, and nothing that is not listed', () => {
  const { swept, wanted, stop } = start(undefined)
  vi.advanceTimersByTime(2_000)
  expect(swept.mock.calls).toEqual([[1_000], [2_000]])
  expect(wanted).toHaveBeenCalledTimes(2)
  expect(wanted).toHaveBeenLastCalledWith({ all: [eth, sol, btc], shown: [btc.id, eth.id] })
  stop()
})

it('looks for the alerts of other servers where there are any, and again after a failure', async () => {
  const alone = start(undefined)
  const { catchUp, trouble, stop } = start(2_000)
  catchUp.mockRejectedValueOnce(new Error('gone'))
  await vi.advanceTimersByTimeAsync(4_000)
  expect(catchUp).toHaveBeenCalledTimes(2)
  expect(trouble).toHaveBeenCalledOnce()
  expect(alone.catchUp).not.toHaveBeenCalled()
  alone.stop()
  stop()
})

it('has alerts take no standstill of its own for silence of a market', () => {
  const { skipped, stop } = start(undefined)
  vi.advanceTimersByTime(2_000)
  expect(skipped).not.toHaveBeenCalled()
  vi.setSystemTime(3_602_000)
  vi.advanceTimersByTime(2_000)
  expect(skipped.mock.calls).toEqual([[3_600_000]])
  stop()
})

it('leaves no timer behind', () => {
  start(2_000).stop()
  expect(vi.getTimerCount()).toBe(0)
})

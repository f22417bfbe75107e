import { expect, it } from 'vitest'
import { cut, replay, type Trace } from './trace.ts'

const trace: Trace = {
  forMs: 1_000,
  packets: [
    [0, 100, 0],
    [400, 0, 50],
  ],
}
const timesOf = (span: Parameters<typeof replay>[1]) =>
  [...replay(trace, span)].map(({ time }) => time)

it('cuts a stretch out of a record, and counts from its beginning', () => {
  const packets = [900, 1_000, 1_400, 2_000].map((time) => ({ time, bytesDown: 1, bytesUp: 2 }))
  expect(cut(packets, 1_000, 2_000)).toEqual({
    forMs: 1_000,
    packets: [
      [0, 1, 2],
      [400, 1, 2],
    ],
  })
})

it('repeats what was recorded until it is over', () => {
  expect(timesOf({ from: 5_000, until: 7_300 })).toEqual([5_000, 5_400, 6_000, 6_400, 7_000])
})

it('stretches the silence, not what passes', () => {
  expect(timesOf({ from: 0, until: 120_000, everyMs: 60_000 })).toEqual([0, 400, 60_000, 60_400])
})

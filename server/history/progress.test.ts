import { expect, it } from 'vitest'
import {
  advance,
  type Job,
  nextJob,
  type Progress,
  pageCandles,
  parseProgress,
  reach,
} from './progress.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
/** A Thursday, ten and a half minutes past noon. */
const now = Date.UTC(2026, 0, 15, 12, 10, 30)
const heardSince = now - 20_000

/** All jobs until there are none, each as if it had been stored. */
function run(progress: Progress, options = { now, heardSince: heardSince as number | undefined }) {
  const jobs: Job[] = []
  for (let job = nextJob(progress, options); job; job = nextJob(progress, options)) {
    jobs.push(job)
    progress = advance(progress, job)
    if (jobs.length > 100) throw new Error('There is no end to it.')
  }
  return { jobs, progress }
}

it('fills the newest of every interval first, then what is older, and comes to an end', () => {
  const { jobs, progress } = run({})
  expect(jobs.slice(0, 3).map(({ interval }) => interval)).toEqual(['1m', '1h', '1d'])
  expect(jobs[0]?.to).toBe(Date.UTC(2026, 0, 15, 12, 10))
  expect(progress['1m']?.from).toBeLessThanOrEqual(now - 7 * day)
  expect(progress['1h']?.from).toBeLessThanOrEqual(now - 90 * day)
  expect(progress['1d']?.from).toBeLessThanOrEqual(now - 730 * day)
  for (const { interval, from, to } of jobs) {
    const ms = { '1m': minute, '1h': hour, '1d': day }[interval]
    expect((to - from) / ms).toBeLessThanOrEqual(pageCandles)
    expect(to).toBeGreaterThan(from)
  }
})

it('fills the candle that was joined in the middle as soon as it has closed', () => {
  const { progress } = run({})
  const later = { now: now + minute, heardSince }
  expect(nextJob(progress, later)).toEqual({
    interval: '1m',
    from: Date.UTC(2026, 0, 15, 12, 10),
    to: Date.UTC(2026, 0, 15, 12, 11),
  })
})

it('asks nothing more of what is heard live', () => {
  const later = { now: now + 10 * minute, heardSince }
  const { progress } = run(run({}).progress, later)
  expect(nextJob(progress, { now: now + 50 * minute, heardSince })?.interval).not.toBe('1m')
})

it('closes the gap after an outage and nothing else', () => {
  const { progress } = run(run({}).progress, { now: now + 10 * minute, heardSince })
  const lostAt = now + 15 * minute
  const reached = reach(progress, { now: lostAt, heardSince })
  const back = now + 40 * minute
  const job = nextJob(reached, { now: back + 2 * minute, heardSince: back })
  expect(job).toEqual({
    interval: '1m',
    from: Date.UTC(2026, 0, 15, 12, 25),
    to: Date.UTC(2026, 0, 15, 12, 51),
  })
})

it('starts anew at the newest end after a gap that is longer than a page', () => {
  const { progress } = run({})
  const later = now + 3 * day
  const job = nextJob(progress, { now: later, heardSince: later })
  expect(job?.interval).toBe('1m')
  expect(((job?.to ?? 0) - (job?.from ?? 0)) / minute).toBe(pageCandles)
})

it('goes on where an earlier run left off', () => {
  const { jobs, progress } = run({})
  const half = jobs.slice(0, 5).reduce(advance, {} as Progress)
  const resumed = run(parseProgress(JSON.stringify(half)))
  expect(resumed.jobs).toHaveLength(jobs.length - 5)
  expect(resumed.progress).toEqual(progress)
})

it('takes a document that is no progress for none', () => {
  for (const text of [undefined, 'null', '{', '[]', '{"1m":5}', '{"1m":{"from":5,"to":1}}']) {
    expect(parseProgress(text)).toEqual({})
  }
})

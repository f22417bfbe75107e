import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { checkRecording } from './recording.ts'
import { makeReplay, type ReplayOptions } from './replay.ts'
import { makeRecorder, type Recorder } from './testing/recorder.ts'
import { until } from './testing/until.ts'

let folder: string
let sink: Recorder
let stop: () => void

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ebb-replay-'))
  sink = makeRecorder()
  stop = () => {}
})

afterEach(() => {
  stop()
  vi.useRealTimers()
  rmSync(folder, { recursive: true })
})

const begin = Date.UTC(2024, 7, 8, 23, 59, 59)

function tradeLine(id: number, { symbol = 'BTCUSDT', price = `${id}.00000000`, after = id } = {}) {
  const time = begin + after
  const data = {
    e: 'trade',
    E: time,
    s: symbol,
    t: id,
    p: price,
    q: '1.50000000',
    T: time,
    m: true,
  }
  const frame = JSON.stringify({ stream: `${symbol.toLowerCase()}@trade`, data })
  return `${time - 1270}000000 ${frame}`
}

function write(lines: readonly string[] | Buffer): string {
  const file = join(folder, 'tape')
  writeFileSync(file, Buffer.isBuffer(lines) ? lines : `${lines.join('\n')}\n`)
  return file
}

function play(file: string, options: Partial<ReplayOptions> = {}): void {
  stop = makeReplay({ file, speed: 0, ...options }).start(sink).stop
}

const ended = () => until(() => sink.phase() === 'ended', 'the recording ends')

const ids = (count: number) => Array.from({ length: count }, (_, i) => i + 1)

it('plays plain and gzip alike, whatever the name', async () => {
  const text = `${ids(700)
    .map((id) => tradeLine(id))
    .join('\n')}\n`
  for (const content of [Buffer.from(text), gzipSync(text)]) {
    sink = makeRecorder()
    play(write(content))
    await ended()
    expect(sink.prices()).toEqual(ids(700).map((id) => id * 100))
    expect(sink.trades[0]).toMatchObject({ instrument: 'REPLAY:BTCUSDT', time: begin + 1 })
    expect(sink.refusals).toEqual([])
  }
})

it('says when it was heard by our clock, and when it traded by the tape', async () => {
  play(write([tradeLine(1)]), { clock: () => 1_800_000_000_000 })
  await ended()
  expect(sink.trades).toMatchObject([{ time: begin + 1, receivedAt: 1_800_000_000_000 }])
})

it('announces all instruments before the first trade, decimals inferred where unknown', async () => {
  play(
    write([
      tradeLine(1),
      tradeLine(1, { symbol: 'PEPEUSDT', price: '0.00001230' }),
      tradeLine(2, { symbol: 'PEPEUSDT', price: '0.00001234' }),
    ]),
  )
  await ended()
  expect(sink.lists).toMatchObject([
    [
      { id: 'REPLAY:BTCUSDT', decimals: 2, sizeDecimals: 5 },
      { id: 'REPLAY:PEPEUSDT', base: 'PEPE', quote: 'USDT', decimals: 8, sizeDecimals: 1 },
    ],
  ])
  expect(sink.prices()).toEqual([100, 1230, 1234])
})

it('keeps the pace of the tape, and its multiples', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  const file = write([
    tradeLine(1, { after: 0 }),
    tradeLine(2, { after: 1000 }),
    tradeLine(3, { after: 1000 }),
    tradeLine(4, { after: 4000 }),
  ])
  for (const speed of [1, 4]) {
    sink = makeRecorder()
    play(file, { speed })
    await until(() => sink.trades.length === 1, 'the first trade comes')
    await until(() => vi.getTimerCount() === 1, 'it waits for the second')
    vi.advanceTimersByTime(1000 / speed - 1)
    expect(sink.trades).toHaveLength(1)
    vi.advanceTimersByTime(1)
    await until(() => sink.trades.length === 3, 'the next two come')
    await until(() => vi.getTimerCount() === 1, 'it waits for the last')
    vi.advanceTimersByTime(3000 / speed)
    await ended()
    expect(sink.trades).toHaveLength(4)
  }
})

it('lets others have their turn while it plays as fast as it goes', async () => {
  let turns = 0
  let going = true
  const count = () => {
    turns += 1
    if (going) setImmediate(count)
  }
  setImmediate(count)
  play(write(ids(20_000).map((id) => tradeLine(id))))
  await until(() => sink.trades.length > 0, 'it plays')
  turns = 0
  await ended()
  going = false
  expect(turns).toBeGreaterThan(50)
})

it('announces its instruments again with each round of a loop', async () => {
  play(write(ids(3).map((id) => tradeLine(id))), { loop: true })
  await until(() => sink.trades.length >= 7, 'it is in the third round')
  stop()
  const heard = sink.trades.length
  expect(sink.prices().slice(0, 7)).toEqual([100, 200, 300, 100, 200, 300, 100])
  expect(sink.lists.length).toBeGreaterThanOrEqual(3)
  await new Promise((done) => setImmediate(done))
  expect(sink.trades).toHaveLength(heard)
  expect(sink.statuses.some(({ phase }) => phase === 'ended')).toBe(false)
})

it('counts bad lines and plays the others', async () => {
  const lines = [
    tradeLine(1),
    'hello',
    '{"no":"time"}',
    `${begin} {}`,
    '',
    'x'.repeat(3 << 20),
    tradeLine(2),
    tradeLine(2),
  ]
  const file = write(lines)
  play(file)
  await ended()
  expect(sink.prices()).toEqual([100, 200])
  expect(sink.refusals).toEqual([`${file} has 4 lines that are not "<nanoseconds> <frame>".`])
})

it('plays what there is of a truncated gzip, and says so', async () => {
  const whole = gzipSync(
    ids(5000)
      .map((id) => tradeLine(id))
      .join('\n'),
  )
  const file = write(whole.subarray(0, whole.length / 2))
  play(file, { loop: false })
  await ended()
  expect(sink.trades.length).toBeGreaterThan(100)
  expect(sink.refusals.at(-1)).toBe(
    `${file} ends in the middle of its compressed data: it was not copied whole.`,
  )
})

it('ends with a sentence where the file is gone, also in a loop', async () => {
  play(join(folder, 'none'), { loop: true })
  await ended()
  expect(sink.refusals).toEqual([
    `${join(folder, 'none')} does not exist: name the file of a recording.`,
  ])
})

it('checks a recording before it is played', async () => {
  expect(await checkRecording(write([tradeLine(1)]))).toBeUndefined()
  expect(await checkRecording(write(gzipSync(tradeLine(1))))).toBeUndefined()
  expect(await checkRecording(join(folder, 'none'))).toContain('does not exist')
  expect(await checkRecording(folder)).toContain('is a folder')
  expect(await checkRecording(write(Buffer.alloc(0)))).toContain('is empty')
  expect(await checkRecording(write(['ts,price', '1,2']))).toContain('is no recording')
  expect(await checkRecording(write(Buffer.from([0x1f, 0x8b, 1, 2, 3])))).toContain('damaged')
})

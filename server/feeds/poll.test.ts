import { afterEach, beforeEach, expect, it } from 'vitest'
import { createFrameReader } from '../../shared/wire/reader.ts'
import { type Hub, makeHub } from '../hub/hub.ts'
import { instrumentOf, stateOf } from '../hub/testing.ts'
import { pollFeed } from './poll.ts'
import { makeCount } from './testing/rig.ts'

const [a, b] = [instrumentOf('AUSDT'), instrumentOf('BUSDT')]
const now = Date.now()
let hub: Hub
let app: ReturnType<typeof pollFeed>

beforeEach(() => {
  let epochs = 0
  hub = makeHub({ now: () => now, newEpoch: () => `e${++epochs}`, heartbeatMs: 1, stuckAfterMs: 1 })
  app = pollFeed({ hub, count: makeCount(), now: () => now })
  hub.begin({ market: 'live', venue: 'BINANCE', instruments: [a, b] })
  hub.record(stateOf(a, 1_00))
  hub.record(stateOf(b, 2_50))
})

afterEach(() => hub.stop('shutdown'))

async function ask(search: string, headers: Record<string, string> = {}) {
  const response = await app.request(`/api/prices?${search}`, { headers })
  const text = await response.text()
  return { response, status: response.status, body: text && JSON.parse(text) }
}

it('tells the state of everything, then what changed since', async () => {
  const { response, body } = await ask('')
  expect(response.headers.get('cache-control')).toBe('no-cache')
  expect(body).toMatchObject({
    cursor: 'e2.2',
    market: 'live',
    simulated: false,
    snapshot: true,
    server_time: now,
    unknown: [],
    prices: [
      { symbol: 'AUSDT', price: 1 },
      { symbol: 'BUSDT', price: 2.5 },
    ],
  })
  hub.record(stateOf(a, 1_01))
  const next = await ask(`since=${body.cursor}`)
  expect(next.body).toMatchObject({ cursor: 'e2.3', snapshot: false })
  expect(next.body.prices).toMatchObject([{ symbol: 'AUSDT', price: 1.01, cursor: 'e2.3' }])
})

it('answers in compact form, with a hello whenever it is a snapshot', async () => {
  const first = await ask('format=frame&symbols=BUSDT')
  expect(first.body.hello).toMatchObject({ cursor: 'e2.0', symbols: ['BUSDT'] })
  const reader = createFrameReader()
  reader.hello(first.body.hello, [])
  const read = ({ frame }: { frame: string }) => reader.read(Buffer.from(frame, 'base64'))
  expect(read(first.body)).toMatchObject({ from: 0, to: 2, snapshot: true, rows: [{ price: 250 }] })
  const next = await ask('format=frame&symbols=BUSDT&since=e2.2')
  expect(next.body.hello).toBeUndefined()
  expect(read(next.body)).toMatchObject({ from: 2, to: 2, snapshot: false, rows: [] })
  expect((await ask('format=frame&since=e1.2')).body.hello).toBeDefined()
})

it('tells bid, ask and time of whom it is asked for, whether or not they changed', async () => {
  const { body } = await ask('format=frame&symbols=AUSDT,BUSDT')
  const reader = createFrameReader()
  reader.hello(body.hello, [])
  const read = ({ frame }: { frame: string }) => reader.read(Buffer.from(frame, 'base64'))?.rows
  expect(read(body)).toMatchObject([{ bid: undefined }, { bid: undefined }])
  const next = await ask('format=frame&symbols=AUSDT,BUSDT&since=e2.2&detail=BUSDT')
  expect(read(next.body)).toMatchObject([{ index: 1, price: 250, bid: 249 }])
})

it('lets go of a connection that would be idle for longer than it is kept', async () => {
  const connectionFor = async (search: string) =>
    (await ask(search)).response.headers.get('connection')
  expect(await connectionFor('')).toBe(null)
  expect(await connectionFor('again=250')).toBe(null)
  expect(await connectionFor('again=60000')).toBe('close')
  expect((await ask('again=soon')).status).toBe(400)
})

it('answers 304 while nothing changes among the symbols', async () => {
  const { response, body } = await ask('symbols=AUSDT')
  const seen = { 'if-none-match': response.headers.get('etag') ?? '' }
  hub.record(stateOf(b, 2_51))
  expect((await ask('symbols=AUSDT', seen)).status).toBe(304)
  expect((await ask(`symbols=AUSDT&since=${body.cursor}`, seen)).status).toBe(304)
  expect((await ask('symbols=AUSDT,BUSDT', seen)).status).toBe(200)
  expect((await ask('symbols=AUSDT&format=frame', seen)).status).toBe(200)
  hub.record(stateOf(a, 1_01))
  expect((await ask(`symbols=AUSDT&since=${body.cursor}`, seen)).status).toBe(200)
  expect((await ask('symbols=AUSDT', seen)).status).toBe(200)
})

it('never answers 304 to a client whose cursor is behind what it says to have seen', async () => {
  const { response } = await ask('symbols=AUSDT')
  const seen = { 'if-none-match': response.headers.get('etag') ?? '' }
  hub.record(stateOf(a, 1_01))
  const later = (await ask('symbols=AUSDT', seen)).response
  const newest = { 'if-none-match': later.headers.get('etag') ?? '' }
  expect((await ask('symbols=AUSDT&since=e2.1', newest)).status).toBe(200)
})

it('names the field that is wrong', async () => {
  for (const [search, field] of [
    ['since=nonsense', 'since'],
    ['since=', 'since'],
    ['symbols=', 'symbols'],
    ['symbols=A%20B', 'symbols'],
    ['symbols=AUSDT,,', 'symbols'],
    ['format=xml', 'format'],
  ]) {
    const { response, body } = await ask(search ?? '')
    expect(response.status).toBe(400)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(body).toMatchObject({ status: 400, title: 'Bad Request', field })
  }
})

it('lists unknown symbols, as a problem only where there is nothing else', async () => {
  expect((await ask('symbols=FOO,AUSDT')).body.unknown).toEqual(['FOO'])
  const { status, body } = await ask('symbols=FOO')
  expect([status, body.symbols]).toEqual([400, ['FOO']])
})

it('takes symbols by commas and by repetition alike', async () => {
  expect((await ask('symbols=AUSDT&symbols=busdt')).body.prices).toHaveLength(2)
})

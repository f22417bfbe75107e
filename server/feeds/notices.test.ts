import { get } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { Notice, Standing } from '../../shared/notice.ts'
import type { NoticeListener } from '../http/notices.ts'
import { until } from '../testing/until.ts'
import { type Rig, startRig } from './testing/rig.ts'

/** What the price feeds hold to towards those who have a session, over a real server. */
let rig: Rig
let listeners: Map<NoticeListener, string>
let standing: Standing
const closers: (() => void)[] = []

beforeEach(async () => {
  listeners = new Map()
  standing = { user: 'anna', newest: 7, unread: 2, upTo: 5, records: 3 }
  rig = await startRig({
    heartbeatMs: 60_000,
    notices: {
      listen(incoming, listener) {
        const { cookie } = incoming.headers
        if (cookie === undefined) return () => {}
        listeners.set(listener, cookie)
        return () => listeners.delete(listener)
      },
      standing: async ({ headers }) => (headers.cookie === 'anna' ? standing : undefined),
    },
  })
  rig.begin(['AUSDT'])
  rig.price('AUSDT', 1_00)
})
afterEach(async () => {
  for (const close of closers.splice(0)) close()
  await rig.stop()
})

const notice: Notice = {
  type: 'notification',
  notification: { id: 'n8', sequence: 8, at: 1, readAt: undefined, event: { type: 'test' } },
}

function tellAll(told: Notice): void {
  for (const listener of listeners.keys()) if (listener.ready()) listener.tell(told)
}

/** What was heard, as text, on a stream of one transport. */
const streams = {
  sse(headers: Record<string, string>) {
    const heard: string[] = []
    const address = { host: '127.0.0.1', port: rig.port, headers }
    const request = get(
      { ...address, path: '/api/sse/prices?symbols=AUSDT&interval=0' },
      (answer) => {
        answer.setEncoding('utf8')
        answer.on('data', (chunk: string) => heard.push(chunk))
        answer.on('error', () => {})
      },
    )
    request.on('error', () => {})
    const close = () => request.destroy()
    closers.push(close)
    return { heard, close }
  },
  websocket(headers: Record<string, string>) {
    const heard: string[] = []
    const ws = new WebSocket(`ws://127.0.0.1:${rig.port}/ws/price/AUSDT`, { headers })
    ws.on('message', (data) => heard.push(data.toString()))
    ws.on('error', () => {})
    const close = () => ws.terminate()
    closers.push(close)
    return { heard, close }
  },
}

describe.each(['sse', 'websocket'] as const)('%s', (name) => {
  it('tells who has a session of what happens to them, and others of prices alone', async () => {
    const [anna, nobody] = [streams[name]({ cookie: 'anna' }), streams[name]({})]
    const text = ({ heard }: { heard: string[] }) => heard.join('')
    await until(() =>
      expect([anna, nobody].every((each) => text(each).includes('1.00'))).toBe(true),
    )
    await until(() => expect(listeners.size).toBe(1))
    tellAll(notice)
    tellAll({ type: 'standing', ...standing })
    tellAll({ type: 'session-ended' })
    rig.price('AUSDT', 2_00)
    await until(() =>
      expect([anna, nobody].every((each) => text(each).includes('2.00'))).toBe(true),
    )
    const own = text(anna)
    for (const said of ['"n8"', '"newest":7', 'session-ended']) {
      expect(own.includes(said)).toBe(true)
      expect(text(nobody).includes(said)).toBe(false)
    }
    anna.close()
    await until(() => expect(listeners.size).toBe(0))
  })
})

it('leaves the cursor of the prices as it is: a notice has no id', async () => {
  const { heard } = streams.sse({ cookie: 'anna' })
  await until(() => expect(listeners.size).toBe(1))
  tellAll(notice)
  await until(() => expect(heard.join('')).toContain('event: notification'))
  const events = heard.join('').split('\n\n')
  const told = events.find((each) => each.includes('event: notification'))
  expect(told).not.toMatch(/^id:/m)
  const data = told?.split('data: ')[1] ?? ''
  expect(JSON.parse(data)).toEqual(JSON.parse(JSON.stringify(notice.notification)))
})

it('tells how the log stands in each poll, and says 304 only while that is the same', async () => {
  const poll = async (headers: Record<string, string>, format = 'frame') => {
    const url = `http://127.0.0.1:${rig.port}/api/prices?symbols=AUSDT&format=${format}`
    const answer = await fetch(`${url}&since=e2.1`, { headers })
    const body = answer.status === 200 ? await answer.json() : undefined
    return { answer, body, tag: answer.headers.get('etag') ?? '' }
  }
  for (const format of ['frame', 'price']) {
    const first = await poll({ cookie: 'anna' }, format)
    expect(first.body?.standing).toEqual(standing)
    expect(first.answer.headers.get('cache-control')).toBe('private, no-cache')
    const again = await poll({ cookie: 'anna', 'if-none-match': first.tag }, format)
    expect(again.answer.status).toBe(304)
    standing = { ...standing, newest: standing.newest + 1 }
    const news = await poll({ cookie: 'anna', 'if-none-match': first.tag }, format)
    expect(news.body?.standing).toEqual(standing)
    expect((await poll({}, format)).body).not.toHaveProperty('standing')
  }
})

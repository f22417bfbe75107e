import { mkdtempSync, rmSync } from 'node:fs'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest'
import type { ChannelMade, ChannelsResponse } from '../../shared/user-api.ts'
import { makeChannels } from '../delivery/channels.ts'
import { makeGuard } from '../delivery/guard.ts'
import { example } from '../delivery/testing/decrypt.ts'
import { openSqlite } from '../storage/sqlite.ts'
import type { Storage } from '../storage/storage.ts'
import { quiet } from '../storage/testing/candles.ts'
import { channelsRoute } from './channels.ts'
import { pushRoute } from './push.ts'
import { sessionsFor } from './testing.ts'
import { unsubscribeRoute } from './unsubscribe.ts'

const folder = mkdtempSync(join(tmpdir(), 'ebb-channels-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
let storage: Storage
let clock = 1_000_000
/** Codes that were sent, by address. */
let codes: Map<string, string>
let channels: ReturnType<typeof makeChannels>

beforeEach(async () => {
  storage = await openSqlite({ file: join(folder, `${++files}.db`), log: quiet })
  for (const id of ['anna', 'ben']) {
    const session = { id: `${id} here`, hash: id, device: 'Firefox' }
    await storage.accounts.users.create({ id, session, now: 1 })
  }
  codes = new Map()
  let ids = 0
  const resolve = async (host: string) => [host === 'inside.example' ? '10.0.0.1' : '1.1.1.1']
  const guard = makeGuard({ allow: [], resolve })
  channels = makeChannels({
    targets: storage.alerts.targets,
    guards: { push: guard, webhook: guard },
    mailer: {
      async confirm({ address, code }) {
        codes.set(address, code)
        return { type: 'sent' }
      },
    },
    newId: () => `id${++ids}`,
    now: () => clock,
  })
})
afterEach(() => storage.close())

function as(user: string, session?: string) {
  const sessions = sessionsFor(user, session)
  const app = new Hono()
    .route('/', pushRoute({ sessions, channels, publicKey: async () => 'B' }))
    .route('/', channelsRoute({ sessions, channels }))
    .route('/', unsubscribeRoute(channels))
  return async (method: string, path: string, body?: object) => {
    const incoming = new IncomingMessage(new Socket())
    const headers = { 'content-type': 'application/json', origin: 'https://ebb.example' }
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) }
    return app.request(path, init, { incoming, outgoing: new ServerResponse(incoming) })
  }
}

type Ask = ReturnType<typeof as>
const { p256dh, auth } = example.userAgent
const keys = { p256dh, auth }
const subscription = { endpoint: 'https://push.example/send/secret', keys, language: 'ko' }

async function made(answer: Promise<Response>): Promise<ChannelMade> {
  const response = await answer
  expect(response.status).toBe(201)
  return response.json()
}

async function list(ask: Ask) {
  const { channels }: ChannelsResponse = await (await ask('GET', '/api/channels')).json()
  return channels
}

it('keeps a browser’s subscription, renews it, and tells its service’s host alone', async () => {
  const anna = as('anna')
  const { id } = await made(anna('POST', '/api/push', { ...subscription, zone: 'Asia/Seoul' }))
  expect(await made(anna('POST', '/api/push', subscription))).toEqual({ id })
  const moved = { ...subscription, endpoint: 'https://push.example/send/other' }
  expect(await made(anna('POST', '/api/push', moved))).toEqual({ id })
  expect(await list(anna)).toEqual([
    {
      ...{ id, channel: 'push', label: 'Firefox', address: 'push.example', language: 'ko' },
      ...{ createdAt: clock, takenAt: null, failingSince: null },
      ...{ isConfirmed: true, isThisDevice: true },
    },
  ])
  expect((await anna('DELETE', `/api/push/${id}`)).status).toBe(204)
  expect((await anna('DELETE', `/api/push/${id}`)).status).toBe(404)
})

it('lets a browser renew by itself, but not what was removed from another device', async () => {
  const [phone, desk] = [as('anna'), as('anna', 'anna desk')]
  const renewal = { ...subscription, renews: true }
  const { id } = await made(phone('POST', '/api/push', renewal))
  expect((await desk('DELETE', `/api/channels/${id}`)).status).toBe(204)
  expect((await phone('POST', '/api/push', renewal)).status).toBe(410)
  expect(await list(phone)).toEqual([])
  await made(phone('POST', '/api/push', subscription))
  await made(phone('POST', '/api/push', renewal))
})

it('gives a webhook its secret this once', async () => {
  const anna = as('anna')
  const asked = { channel: 'webhook', url: 'https://hook.example/x' }
  const { secret } = await made(anna('POST', '/api/channels', asked))
  expect(secret).toMatch(/^whsec_/)
  const [hook] = await list(anna)
  expect(hook).toMatchObject({ channel: 'webhook', address: 'https://hook.example/x' })
  expect(JSON.stringify(hook)).not.toContain(secret)
})

it.each(['https://127.0.0.1/', 'https://inside.example/', 'http://push.example/', 'nonsense'])(
  'refuses %s as an endpoint and as a webhook, naming the field',
  async (address) => {
    const anna = as('anna')
    const push = await anna('POST', '/api/push', { ...subscription, endpoint: address })
    expect([push.status, (await push.json()).field]).toEqual([422, 'endpoint'])
    const hook = await anna('POST', '/api/channels', { channel: 'webhook', url: address })
    expect([hook.status, (await hook.json()).field]).toEqual([422, 'url'])
    expect(await list(anna)).toEqual([])
  },
)

it('refuses what is no subscription, and no channel', async () => {
  const anna = as('anna')
  for (const wrong of [
    { ...subscription, keys: { ...keys, auth: 'short' } },
    { ...subscription, keys: { ...keys, p256dh: 'C'.repeat(87) } },
    { ...subscription, language: 'not a language' },
    { ...subscription, zone: 'Mars/Olympus' },
    { ...subscription, more: true },
  ]) {
    expect((await anna('POST', '/api/push', wrong)).status).toBe(400)
  }
  const long = { ...subscription, endpoint: `https://push.example/${'a'.repeat(5_000)}` }
  expect((await anna('POST', '/api/push', long)).status).toBe(413)
  for (const wrong of [
    { channel: 'sms', address: '+82' },
    { channel: 'email', address: 'anna@example.org, ben@example.org' },
    { channel: 'email', address: 'anna@example.org\r\nBcc: ben@example.org' },
  ]) {
    expect((await anna('POST', '/api/channels', wrong)).status).toBe(400)
  }
})

it('refuses a key with which nothing can be encrypted', async () => {
  const wrong = { ...keys, p256dh: `B${'a'.repeat(86)}` }
  const answer = await as('anna')('POST', '/api/push', { ...subscription, keys: wrong })
  expect([answer.status, (await answer.json()).field]).toEqual([422, 'keys.p256dh'])
})

it('tells an e-mail address of nothing until its code comes back', async () => {
  const anna = as('anna')
  const asked = { channel: 'email', address: 'anna@example.org' }
  const { id } = await made(anna('POST', '/api/channels', asked))
  const confirm = (code: string, ask = anna) =>
    ask('POST', `/api/channels/${id}/confirmation`, { code })
  const code = codes.get('anna@example.org') ?? ''
  const other = code === '000000' ? '000001' : '000000'
  expect(await list(anna)).toMatchObject([{ isConfirmed: false }])
  expect((await confirm(other)).status).toBe(422)
  expect((await confirm(code, as('ben'))).status).toBe(404)
  expect((await confirm(code)).status).toBe(204)
  expect(await list(anna)).toMatchObject([{ isConfirmed: true }])
})

it('takes neither a code that is too old nor guess after guess', async () => {
  const anna = as('anna')
  const asked = { channel: 'email', address: 'anna@example.org' }
  const { id } = await made(anna('POST', '/api/channels', asked))
  const code = codes.get('anna@example.org') ?? ''
  const confirm = () => anna('POST', `/api/channels/${id}/confirmation`, { code })
  clock += 15 * 60_000
  expect((await confirm()).status).toBe(422)
  for (let n = 0; n < 4; n++) await confirm()
  const refused = await confirm()
  expect([refused.status, refused.headers.has('retry-after')]).toEqual([429, true])
})

it('sends an address no more than three codes an hour, whoever asks', async () => {
  const asked = { channel: 'email', address: 'victim@example.org' }
  const status = async (user: string) => (await as(user)('POST', '/api/channels', asked)).status
  const users = ['anna', 'ben', 'anna', 'ben', 'anna']
  const answers = []
  for (const user of users) answers.push(await status(user))
  expect(answers).toEqual([201, 201, 201, 429, 429])
})

it('unsubscribes by the link in an e-mail: by a POST, and with its key alone', async () => {
  const anna = as('anna')
  const { id } = await made(
    anna('POST', '/api/channels', { channel: 'email', address: 'anna@example.org' }),
  )
  const [target] = await storage.alerts.targets.of('anna')
  const key = JSON.parse(target?.keys ?? '{}').unsubscribe
  const link = (key: string) => `/unsubscribe?user=anna&channel=${id}&key=${key}`
  expect(await (await anna('GET', link(key))).text()).toContain('Unsubscribe')
  const headers = { 'accept-language': 'ko,en;q=0.9' }
  const page = await unsubscribeRoute(channels).request(link(key), { headers })
  expect(await page.text()).toContain('수신 거부')
  await anna('POST', link('guess'))
  expect(await list(anna)).toHaveLength(1)
  expect(await (await anna('POST', link(key))).text()).toContain('No more e-mails')
  expect(await list(anna)).toEqual([])
})

it('is not kept busy by a browser that subscribes again and again', async () => {
  const anna = as('anna')
  const statuses: number[] = []
  for (let n = 0; n < 130; n++) {
    const endpoint = `https://push.example/send/${n}`
    statuses.push((await anna('POST', '/api/push', { ...subscription, endpoint })).status)
  }
  expect(statuses.filter((status) => status === 429)).toHaveLength(10)
  expect(await list(anna)).toHaveLength(1)
  expect((await as('ben')('POST', '/api/push', subscription)).status).toBe(201)
})

it('keeps ten channels of a user at most, and shows nobody those of others', async () => {
  const [anna, ben] = [as('anna'), as('ben')]
  for (let n = 0; n < 10; n++) {
    await made(anna('POST', '/api/channels', { channel: 'webhook', url: `https://h.example/${n}` }))
  }
  const more = await anna('POST', '/api/push', subscription)
  expect([more.status, (await more.json()).detail]).toEqual([409, expect.stringMatching(/^10 ch/)])
  expect(await list(ben)).toEqual([])
  const [first] = await list(anna)
  expect((await ben('DELETE', `/api/channels/${first?.id}`)).status).toBe(404)
  expect((await ben('DELETE', `/api/push/${first?.id}`)).status).toBe(404)
  expect((await anna('DELETE', `/api/channels/${first?.id}`)).status).toBe(204)
})

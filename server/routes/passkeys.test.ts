import { expect, it } from 'vitest'
import type { PasskeysResponse } from '../../shared/user-api.ts'
import type { Credential } from '../accounts/testing/authenticator.ts'
import { standPasskeys } from './testing-passkeys.ts'

const place = standPasskeys()

it('adds a passkey, and lists where it was made and when it was used', async () => {
  const phone = place.makeDevice()
  const { user } = await phone.begin()
  const options = await phone.options('registration')
  expect(options).toMatchObject({
    rp: { id: 'localhost', name: 'Ebb' },
    user: { id: user, name: 'Firefox on Linux, 2023-11-14' },
    attestation: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
  })
  const { answer, credential } = await phone.add()
  expect(answer.status).toBe(201)
  const added = {
    id: credential.id,
    device: 'Firefox on Linux',
    createdAt: place.clock,
    usedAt: null,
  }
  expect(await answer.json()).toEqual(added)
  expect((await phone.options('registration')).excludeCredentials).toEqual([
    { id: credential.id, transports: ['internal', 'hybrid'], type: 'public-key' },
  ])
  place.clock += 1_000
  await place.makeDevice().login(credential)
  const list: PasskeysResponse = await (await phone.send('GET', '/api/passkeys')).json()
  expect(list.passkeys).toEqual([{ ...added, usedAt: place.clock }])
})

it('refuses what is signed for another page, by nobody, by another, or for something else', async () => {
  const phone = place.makeDevice()
  await phone.begin()
  const { credential } = await phone.add()
  const other = await phone.add()
  for (const odd of [
    { origin: 'https://evil.example' },
    { rpId: 'evil.example' },
    { isPresent: false },
    { type: 'webauthn.create' },
  ]) {
    const answer = await place.makeDevice().login(credential, odd)
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([403, null])
    expect((await phone.add(odd.type ? { type: 'webauthn.get' } : odd)).answer.status).toBe(403)
  }
  const forged = { ...credential, key: other.credential.key }
  expect((await place.makeDevice().login(forged)).status).toBe(403)
  const nobodys = { ...credential, id: 'AAAA' }
  expect((await place.makeDevice().login(nobodys)).status).toBe(404)
  expect(await place.storage.accounts.passkeys.of((await phone.who()) ?? '')).toHaveLength(2)
})

it('looks into no certificates', async () => {
  const phone = place.makeDevice()
  await phone.begin()
  const statement = new Map<string, unknown>([
    ['alg', -7],
    ['sig', Buffer.alloc(64)],
    ['x5c', [Buffer.alloc(64)]],
  ])
  for (const format of ['packed', 'tpm', 'android-key', 'apple']) {
    expect((await phone.add({ format, statement })).answer.status).toBe(403)
  }
  expect(new Set(place.refusals)).toEqual(new Set(['It brings an attestation.']))
})

it('keeps each passkey once, and twenty of a user', async () => {
  const phone = place.makeDevice()
  await phone.begin()
  const { credential } = await phone.add()
  const { passkeys } = place.storage.accounts
  const [first] = await passkeys.of((await phone.who()) ?? '')
  if (first === undefined) throw new Error('It was not added.')
  for (let n = 1; n < 20; n++) await passkeys.add({ ...first, id: `${n}` }, { max: 20 })
  expect((await phone.add()).answer.status).toBe(409)
  expect((await place.makeDevice().login(credential)).status).toBe(200)
})

it('says what can’t have passkeys: an address, plain http, and who is no page', async () => {
  for (const [origin, pattern] of [
    ['http://192.168.1.5:8080', /domain name/],
    ['https://[::1]', /domain name/],
    ['http://ebb.example', /https/],
    ['null', /Origin/],
  ] as const) {
    const answer = await place
      .makeDevice(place.serve(), origin)
      .send('POST', '/api/passkeys/login/options')
    expect(answer.status).toBe(409)
    expect((await answer.json()).detail).toMatch(pattern)
  }
  const answer = await place.makeDevice(place.serve(), 'https://ebb.example').options('login')
  expect(answer.rpId).toBe('ebb.example')
})

it('removes a passkey, and says what it means that none is left', async () => {
  const phone = place.makeDevice()
  await phone.begin()
  const [one, two] = [await phone.add(), await phone.add()]
  const other = place.makeDevice()
  await other.begin()
  const remove = (device: typeof phone, { id }: Credential) =>
    device.send('DELETE', `/api/passkeys/${id}`)
  expect((await remove(other, one.credential)).status).toBe(404)
  expect(await (await remove(phone, one.credential)).json()).toEqual({ left: 1 })
  const last = await (await remove(phone, two.credential)).json()
  expect(last).toMatchObject({ left: 0, warning: expect.stringContaining('last passkey') })
  expect((await place.makeDevice().login(one.credential)).status).toBe(404)
})

it('asks nobody without a session to make a passkey', async () => {
  const stranger = place.makeDevice()
  for (const path of ['registration/options', 'registration']) {
    expect((await stranger.send('POST', `/api/passkeys/${path}`, {})).status).toBe(401)
  }
})

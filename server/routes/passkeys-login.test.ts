import { expect, it } from 'vitest'
import type { LoginResponse } from '../../shared/user-api.ts'
import { makeAsk } from './testing.ts'
import { standPasskeys } from './testing-passkeys.ts'

const place = standPasskeys()

it('logs a device in that was nobody’s', async () => {
  const phone = place.makeDevice()
  const { user } = await phone.begin()
  const { credential } = await phone.add()
  const tablet = place.makeDevice()
  const answer = await tablet.login(credential)
  expect(await answer.json()).toEqual({ user, merged: true } satisfies LoginResponse)
  expect(answer.headers.get('set-cookie')).toMatch(/^__Host-ebb=[\w-]{43}; .*HttpOnly/)
  expect(await tablet.who()).toBe(user)
  expect(await phone.who()).toBe(user)
  expect(await place.storage.accounts.sessions.of(user)).toHaveLength(2)
})

it('merges what a device had before, gives it a new token and tells its streams', async () => {
  const phone = place.makeDevice()
  const { user } = await phone.begin()
  await place.keep(user, 'phone’s')
  const { credential } = await phone.add()
  const tablet = place.makeDevice()
  const before = await tablet.begin()
  await place.keep(before.user, 'tablet’s')
  const old = tablet.cookie() ?? ''
  const answer = await tablet.login(credential)
  expect(await answer.json()).toEqual({ user, merged: true })
  expect(await place.kept(user)).toEqual(['phone’s', 'tablet’s'])
  expect(await tablet.who()).toBe(user)
  expect(place.departures).toEqual([{ user: before.user, session: undefined, why: 'moved' }])
  const ask = makeAsk(place.serve())
  expect((await ask('GET', '/api/session', { cookie: old })).status).toBe(401)
  const { sessions } = place.storage.accounts
  expect((await sessions.of(user)).map(({ id }) => id)).toContain(before.session)
})

it('leaves who has a passkey of their own as they are, unless told to merge', async () => {
  const [anna, ben] = [place.makeDevice(), place.makeDevice()]
  const [{ user }, other] = [await anna.begin(), await ben.begin()]
  await place.keep(user, 'anna’s')
  await place.keep(other.user, 'ben’s')
  const { credential } = await anna.add()
  const bens = await ben.add()
  expect(await (await ben.login(credential)).json()).toEqual({ user, merged: false })
  expect(await place.kept(user)).toEqual(['anna’s'])
  expect(await place.kept(other.user)).toEqual(['ben’s'])
  expect(place.departures).toEqual([{ user: other.user, session: other.session, why: 'moved' }])
  await ben.login(bens.credential)
  expect(await ben.who()).toBe(other.user)
  expect(await (await ben.login(credential, { merge: true })).json()).toEqual({
    ...{ user, merged: true },
  })
  expect(await place.kept(user)).toEqual(['anna’s', 'ben’s'])
  await place.makeDevice().login(bens.credential)
  expect(await place.storage.accounts.passkeys.of(user)).toHaveLength(2)
})

it('merges who has no passkey even when told not to: nobody could be them again', async () => {
  const [phone, tablet] = [place.makeDevice(), place.makeDevice()]
  const [{ user }, before] = [await phone.begin(), await tablet.begin()]
  await place.keep(before.user, 'tablet’s')
  const { credential } = await phone.add()
  const answer = await tablet.login(credential, { merge: false })
  expect(await answer.json()).toEqual({ user, merged: true })
  expect(await place.kept(user)).toEqual(['tablet’s'])
  expect(await place.storage.accounts.users.preferences(before.user)).toBeUndefined()
})

it('gives a device a new token that logs in again as whom it is', async () => {
  const phone = place.makeDevice()
  const { user } = await phone.begin()
  const { credential } = await phone.add()
  const old = phone.cookie()
  expect(await (await phone.login(credential)).json()).toEqual({ user, merged: true })
  expect(phone.cookie()).not.toBe(old)
  expect(await phone.who()).toBe(user)
  expect(await place.storage.accounts.sessions.of(user)).toHaveLength(1)
})

it('takes no answer twice, nor after five minutes', async () => {
  const phone = place.makeDevice()
  await phone.begin()
  const { credential } = await phone.add()
  const tablet = place.makeDevice()
  const response = tablet.authenticator.get(await tablet.options('login'), credential)
  expect((await tablet.send('POST', '/api/passkeys/login', { response })).status).toBe(200)
  const again = await place.makeDevice().send('POST', '/api/passkeys/login', { response })
  expect(again.status).toBe(409)
  expect(again.headers.get('set-cookie')).toBeNull()
  const late = tablet.authenticator.get(await tablet.options('login'), credential)
  place.clock += 300_000
  expect((await tablet.send('POST', '/api/passkeys/login', { response: late })).status).toBe(409)
  expect(place.refusals).toHaveLength(2)
})

it('takes no answer to what another was asked, or for something else', async () => {
  const [anna, ben] = [place.makeDevice(), place.makeDevice()]
  await anna.begin()
  await ben.begin()
  const { response } = anna.authenticator.create(await ben.options('registration'))
  const stolen = await anna.send('POST', '/api/passkeys/registration', { response })
  expect(stolen.status).toBe(409)
  const { credential } = await anna.add()
  const mixed = ben.authenticator.get(await anna.options('registration'), credential)
  expect((await ben.send('POST', '/api/passkeys/login', { response: mixed })).status).toBe(409)
  for (const challenge of ['', '\u0000', 'a'.repeat(43)]) {
    expect((await ben.login(credential, { challenge })).status).toBe(409)
  }
  expect(place.storage.health().state).toBe('ready')
})

it('refuses a passkey whose counter has gone back: it was copied', async () => {
  const phone = place.makeDevice()
  await phone.begin()
  const { credential } = await phone.add()
  expect((await place.makeDevice().login(credential, { counter: 5 })).status).toBe(200)
  expect((await place.makeDevice().login(credential, { counter: 5 })).status).toBe(403)
  expect((await place.makeDevice().login(credential, { counter: 0 })).status).toBe(403)
  expect((await place.makeDevice().login(credential, { counter: 6 })).status).toBe(200)
})

it('takes no answer under another name than it was asked under', async () => {
  const app = place.serve()
  const here = place.makeDevice(app, 'https://ebb.example')
  await here.begin()
  const { credential } = await here.add()
  const there = place.makeDevice(app, 'https://other.example')
  const asked = await here.options('login')
  const response = there.authenticator.get(asked, credential)
  expect((await there.send('POST', '/api/passkeys/login', { response })).status).toBe(409)
})

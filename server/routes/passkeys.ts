import { type Context, Hono } from 'hono'
import { describeRoute, validator } from 'hono-openapi'
import type {
  FoundPasskey,
  LoginResponse,
  PasskeysResponse,
  RemovedPasskeyResponse,
} from '../../shared/user-api.ts'
import { jsonBody } from '../http/json-body.ts'
import { type KnownPasskey, maxPasskeys, type Passkeys, type Refusal } from '../http/passkeys.ts'
import { problemResponse, refuse } from '../http/problem.ts'
import { type RelyingParty, relyingPartyOf } from '../http/relying-party.ts'
import type { SessionEnv, Sessions } from '../http/sessions.ts'
import type { PasskeyStore } from '../storage/accounts/accounts.ts'
import { loginAnswer, registrationAnswer } from './passkey-answers.ts'

export interface PasskeysRouteOptions {
  sessions: Sessions
  passkeys: Passkeys
  store: Pick<PasskeyStore, 'of' | 'remove'>
  /** Something that this user owns has changed: it came from the device that logged in. */
  onRecordsChanged(user: string): void
  /** Somebody answered what can't be right. */
  onRefused(what: { path: string; reason: string }): void
}

const maxBodyBytes = 65_536
const lastOne =
  'That was your last passkey. What you own stays on this device and the others that are signed in, but no other can be.'

/** What carries a user to another device. */
export function passkeysRoute(options: PasskeysRouteOptions): Hono<SessionEnv> {
  const { sessions, passkeys, store, onRecordsChanged, onRefused } = options
  const detail = 'The answer of an authenticator is at most 64 KiB of JSON.'
  const limit = jsonBody({ maxBytes: maxBodyBytes, detail })

  /** The domain of the page that asks, or why it can have no passkeys. */
  function partyOf(c: Context<SessionEnv>): RelyingParty | Response {
    const party = relyingPartyOf(c.req.header('origin'))
    return 'wrong' in party ? problemResponse({ status: 409, detail: party.wrong }) : party
  }

  function refused(c: Context<SessionEnv>, { refused, reason }: Refusal): Response {
    onRefused({ path: c.req.path, reason })
    const [status, detail] = refusals[refused]
    return problemResponse({ status, detail })
  }

  return new Hono<SessionEnv>()
    .get(
      '/api/passkeys',
      describeRoute({
        summary: 'Your passkeys, the oldest first',
        responses: { 200: { description: 'Passkeys.' } },
      }),
      sessions.required,
      async (c) => {
        const all = await store.of(c.get('session').user)
        const response: PasskeysResponse = { passkeys: all.map(told) }
        return c.json(response)
      },
    )
    .post(
      '/api/passkeys/registration/options',
      describeRoute({
        summary: 'What to ask an authenticator for, to make a passkey',
        description: 'PublicKeyCredentialCreationOptionsJSON of WebAuthn, good for five minutes.',
        responses: {
          200: { description: 'Options.' },
          409: { description: 'Under this address there can be no passkeys.' },
        },
      }),
      sessions.required,
      async (c) => {
        const party = partyOf(c)
        if (party instanceof Response) return party
        return c.json(await passkeys.registrationOptions(c.get('session'), party))
      },
    )
    .post(
      '/api/passkeys/registration',
      describeRoute({
        summary: 'Adds the passkey that an authenticator has made',
        responses: {
          201: { description: 'The passkey.' },
          403: { description: 'The answer is not right.' },
          409: { description: 'It answers nothing that was asked, is known, or is one too many.' },
        },
      }),
      sessions.required,
      limit,
      validator('json', registrationAnswer, refuse),
      async (c) => {
        const party = partyOf(c)
        if (party instanceof Response) return party
        const { response } = c.req.valid('json')
        const added = await passkeys.register(c.get('session'), party, response)
        return 'refused' in added ? refused(c, added) : c.json(told(added), 201)
      },
    )
    .post(
      '/api/passkeys/login/options',
      describeRoute({
        summary: 'What to ask an authenticator for, to say who you are',
        description: 'PublicKeyCredentialRequestOptionsJSON of WebAuthn, good for five minutes.',
        responses: {
          200: { description: 'Options.' },
          409: { description: 'Under this address there can be no passkeys.' },
        },
      }),
      async (c) => {
        const party = partyOf(c)
        if (party instanceof Response) return party
        const asked = await passkeys.loginOptions(party)
        return c.json(asked, 200, { 'cache-control': 'no-store' })
      },
    )
    .post(
      '/api/passkeys/login',
      describeRoute({
        summary: 'Makes this device the passkey’s owner’s',
        description:
          'With all that is theirs who it was before, unless those have a passkey of their own and `merge` is not said. The cookie is another from then on.',
        responses: {
          200: { description: 'Who you are.' },
          403: { description: 'The answer is not right.' },
          404: { description: 'Nobody here has this passkey.' },
          409: { description: 'It answers nothing that was asked, or was given before.' },
        },
      }),
      limit,
      validator('json', loginAnswer, refuse),
      async (c) => {
        const party = partyOf(c)
        if (party instanceof Response) return party
        const { response, merge = false } = c.req.valid('json')
        const passkey = await passkeys.login(party, response)
        if ('refused' in passkey) return refused(c, passkey)
        const { user } = passkey
        const session = await sessions.of(c.env.incoming)
        const isOther = session !== undefined && session.user !== user
        // Two people at one device: nobody's things become another's unasked.
        const isMerged = !isOther || merge || (await store.of(session.user)).length === 0
        const before = session && { session, merge: isMerged }
        const now = await sessions.become(c, user, before)
        if (now === undefined) return refused(c, { refused: 'no-user', reason: 'Gone meanwhile.' })
        if (isOther && isMerged) onRecordsChanged(user)
        const answer: LoginResponse = { user, merged: isMerged }
        return c.json(answer, 200, { 'cache-control': 'no-store' })
      },
    )
    .delete(
      '/api/passkeys/:id',
      describeRoute({
        summary: 'Removes a passkey',
        description: 'Devices that are signed in stay so.',
        responses: {
          200: { description: 'How many are left, and what it means where none is.' },
          404: { description: 'You have no such passkey.' },
        },
      }),
      sessions.required,
      async (c) => {
        const { user } = c.get('session')
        if (!(await store.remove(user, c.req.param('id')))) {
          return problemResponse({ status: 404, detail: 'You have no such passkey.' })
        }
        const left = (await store.of(user)).length
        const response: RemovedPasskeyResponse = { left, ...(left === 0 && { warning: lastOne }) }
        return c.json(response)
      },
    )
}

const refusals: Record<Refusal['refused'], [status: number, detail: string]> = {
  challenge: [409, 'That took too long, or was answered before. Try again from the start.'],
  unknown: [404, 'This server doesn’t know this passkey: it was removed, or made elsewhere.'],
  taken: [409, 'This passkey is known already: log in with it.'],
  'too-many': [409, `You have ${maxPasskeys} passkeys, which is the most. Remove one first.`],
  'no-user': [409, 'That account, or this session, has ended meanwhile. Try again.'],
  unverified: [403, 'The passkey’s answer isn’t right. Try again from the start.'],
}

function told({ id, device, createdAt, usedAt }: KnownPasskey): FoundPasskey {
  return { id, device, createdAt, usedAt: usedAt ?? null }
}

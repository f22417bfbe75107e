import type { RegistrationResponseJSON } from '@simplewebauthn/server'
import { maxPasskeys, type Passkeys, type Refusal } from '../http/passkeys.ts'
import type { RelyingParty } from '../http/relying-party.ts'
import type { Passkey, PasskeyStore } from '../storage/accounts/accounts.ts'
import { type About, type Challenges, challengeMs } from './challenges.ts'

export interface PasskeysOptions {
  store: PasskeyStore
  challenges: Challenges
  now(): number
}

/** What browsers and authenticators have in common: Ed25519, ES256, RS256, by their numbers in COSE. */
const supportedAlgorithmIDs = [-8, -7, -257]

/** A quarter of a second and 27 MB that nobody pays before the first passkey is asked for. */
const loadWebAuthn = () => import('@simplewebauthn/server')
const loadHelpers = () => import('@simplewebauthn/server/helpers')

/** Passkeys by WebAuthn level 3, as SimpleWebAuthn verifies them. */
export function makePasskeys({ store, challenges, now }: PasskeysOptions): Passkeys {
  /** The challenge that was answered, if it was put for this. */
  async function take(about: About, clientData: string): Promise<string | undefined> {
    const answered = challengeIn(clientData)
    const isTaken = answered !== undefined && (await challenges.take(answered, about))
    return isTaken ? answered : undefined
  }

  return {
    async registrationOptions({ user, device }, party) {
      const { generateRegistrationOptions } = await loadWebAuthn()
      const known = await store.of(user)
      return generateRegistrationOptions({
        rpName: 'Ebb',
        rpID: party.id,
        // What the list of passkeys shows; there is no other name, nor is one asked for.
        userName: `${device}, ${new Date(now()).toISOString().slice(0, 10)}`,
        userDisplayName: 'Ebb',
        userID: new Uint8Array(Buffer.from(user, 'base64url')),
        challenge: await challenges.put(registrationOf(party, user)),
        timeout: challengeMs,
        attestationType: 'none',
        excludeCredentials: known.map(({ id, transports }) => ({
          ...{ id, transports: [...transports] },
        })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
        supportedAlgorithmIDs,
      })
    },
    async register({ user, device }, party, response) {
      const { clientDataJSON } = response.response
      const challenge = await take(registrationOf(party, user), clientDataJSON)
      if (challenge === undefined) return over
      if (!(await isUnattested(response))) return unverified('It brings an attestation.')
      const { verifyRegistrationResponse } = await loadWebAuthn()
      const verified = await verifyRegistrationResponse({
        ...{ response, expectedChallenge: challenge, supportedAlgorithmIDs },
        ...{ expectedOrigin: party.origin, expectedRPID: party.id, requireUserVerification: false },
      }).catch(unverified)
      if ('refused' in verified) return verified
      if (!verified.verified) return unverified('It does not verify.')
      const { id, publicKey, counter } = verified.registrationInfo.credential
      const passkey: Passkey = {
        ...{ id, user, counter, device, createdAt: now(), usedAt: undefined },
        publicKey: Buffer.from(publicKey).toString('base64url'),
        transports: response.response.transports ?? [],
      }
      const outcome = await store.add(passkey, { max: maxPasskeys })
      return outcome === 'added' ? passkey : { refused: outcome, reason: outcome }
    },
    async loginOptions(party) {
      const { generateAuthenticationOptions } = await loadWebAuthn()
      return generateAuthenticationOptions({
        rpID: party.id,
        challenge: await challenges.put(loginOf(party)),
        timeout: challengeMs,
        userVerification: 'preferred',
      })
    },
    async login(party, response) {
      const passkey = await store.find(response.id)
      if (passkey === undefined) return { refused: 'unknown', reason: 'Nobody has it.' }
      const challenge = await take(loginOf(party), response.response.clientDataJSON)
      if (challenge === undefined) return over
      const { verifyAuthenticationResponse } = await loadWebAuthn()
      const { id, counter, publicKey } = passkey
      const key = new Uint8Array(Buffer.from(publicKey, 'base64url'))
      const verified = await verifyAuthenticationResponse({
        ...{ response, expectedChallenge: challenge, credential: { id, counter, publicKey: key } },
        ...{ expectedOrigin: party.origin, expectedRPID: party.id, requireUserVerification: false },
      }).catch(unverified)
      if ('refused' in verified) return verified
      if (!verified.verified) return unverified('The signature is another’s.')
      const { newCounter } = verified.authenticationInfo
      const isNewer = await store.used(id, { counter: newCounter, now: now() })
      return isNewer ? passkey : unverified('Its counter has gone back: it was copied.')
    },
  }
}

function registrationOf({ id }: RelyingParty, user: string): About {
  return { purpose: `registration ${id}`, user }
}

function loginOf({ id }: RelyingParty): About {
  return { purpose: `login ${id}`, user: undefined }
}

const over: Refusal = {
  refused: 'challenge',
  reason: 'The challenge is no good any more, or never was.',
}

function unverified(reason: unknown): Refusal {
  return { refused: 'unverified', reason: reason instanceof Error ? reason.message : `${reason}` }
}

/**
 * None was asked for, and browsers take away what there is. To look into certificates that came all
 * the same would be to read, and to fetch from, wherever they point to.
 */
async function isUnattested({ response }: RegistrationResponseJSON): Promise<boolean> {
  const { decodeAttestationObject } = await loadHelpers()
  const bytes = new Uint8Array(Buffer.from(response.attestationObject, 'base64url'))
  const object = attempt(() => decodeAttestationObject(bytes))
  const format = object?.get('fmt')
  if (format === 'none') return true
  const statement: unknown = object?.get('attStmt')
  return format === 'packed' && statement instanceof Map && !statement.has('x5c')
}

/** What the client data say they answer. */
function challengeIn(clientData: string): string | undefined {
  const all: unknown = attempt(() => JSON.parse(Buffer.from(clientData, 'base64url').toString()))
  const isThere = typeof all === 'object' && all !== null && 'challenge' in all
  const challenge = isThere ? all.challenge : undefined
  return typeof challenge === 'string' ? challenge : undefined
}

function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}

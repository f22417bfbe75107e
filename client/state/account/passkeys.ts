import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from '@simplewebauthn/browser'
import type { FoundPasskey, LoginResponse } from '../../../shared/user-api.ts'
import { type Answer, askServer } from './ask-server.ts'

/** Why nothing came of it. */
export type PasskeyTrouble =
  /** Put away by the person, or they took too long. */
  | 'cancelled'
  /** The authenticator has a passkey for this account already. */
  | 'there-already'
  /** The server knows no such passkey: it was removed, or another server's. */
  | 'unknown'
  | 'offline'
  | 'ended'
  /** Neither the browser nor the server says more than that it failed. */
  | 'failed'

export type Attempt<T> = { ok: true; value: T } | { ok: false; why: PasskeyTrouble }

/** Why there can be no passkey here at all; `undefined` where there can. */
export function passkeyObstacle(host = location.hostname): 'address' | 'browser' | undefined {
  // A passkey belongs to a domain (Web Authentication, "RP ID"): a server at a bare address has none.
  if (isAddress(host)) return 'address'
  return browserSupportsWebAuthn() ? undefined : 'browser'
}

/** Makes a passkey for whom the session is. Call it from a gesture. */
export async function addPasskey(): Promise<Attempt<FoundPasskey>> {
  const options = await post<PublicKeyCredentialCreationOptionsJSON>('registration/options')
  if (!options.ok) return refused(options)
  const made = await attempt(() => startRegistration({ optionsJSON: options.value }))
  if (!made.ok) return made
  const answer = await post<FoundPasskey>('registration', { response: made.value })
  return answer.ok ? answer : refused(answer)
}

/**
 * Makes this device the one of whose passkey it is. Who it was before becomes part of them, which for
 * somebody with a passkey of their own is only done where `merge` says so. Call it from a gesture.
 */
export async function logIn({ merge }: { merge: boolean }): Promise<Attempt<LoginResponse>> {
  const options = await post<PublicKeyCredentialRequestOptionsJSON>('login/options')
  if (!options.ok) return refused(options)
  const found = await attempt(() => startAuthentication({ optionsJSON: options.value }))
  if (!found.ok) return found
  const answer = await post<LoginResponse>('login', {
    response: found.value,
    ...(merge && { merge }),
  })
  if (answer.ok) return answer
  // Of a login, both mean that this passkey opens nothing.
  const isUnknown = answer.status === 401 || answer.status === 404
  return isUnknown ? { ok: false, why: 'unknown' } : refused(answer)
}

const post = <T>(path: string, body?: unknown) =>
  askServer<T>(`/api/passkeys/${path}`, { method: 'POST', ...(body !== undefined && { body }) })

async function attempt<T>(ceremony: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await ceremony() }
  } catch (error) {
    return { ok: false, why: troubleOf(error) }
  }
}

function troubleOf(error: unknown): PasskeyTrouble {
  if (
    error instanceof WebAuthnError &&
    error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED'
  ) {
    return 'there-already'
  }
  // Browsers don't tell a refusal from nobody answering, so that pages can't find out what there is.
  const isCancelled =
    error instanceof Error && (error.name === 'NotAllowedError' || error.name === 'AbortError')
  return isCancelled ? 'cancelled' : 'failed'
}

function refused({ status }: Extract<Answer<unknown>, { ok: false }>): Attempt<never> {
  if (status === 0 || status === 503) return { ok: false, why: 'offline' }
  return { ok: false, why: status === 401 ? 'ended' : 'failed' }
}

/** Whether a host is an IP address: of version 4 in digits, of 6 in brackets or colons. */
function isAddress(host: string): boolean {
  return /^\d+(\.\d+){3}$/.test(host) || host.includes(':')
}

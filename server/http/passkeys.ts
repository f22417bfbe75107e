import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'
import type { RelyingParty } from './relying-party.ts'
import type { Identity } from './sessions.ts'

/*
 *   page                       server                          authenticator
 *     │  options                  │                                  │
 *     ├──────────────────────────▶│ a challenge: kept for 5 minutes, │
 *     │◀──────────────────────────┤ for one purpose, domain and user │
 *     ├───────────────────────────┼─────────────────────────────────▶│ asks its owner
 *     │◀──────────────────────────┼──────────────────────────────────┤ signs it
 *     │  the answer               │                                  │
 *     ├──────────────────────────▶│ takes the challenge away, looks whether
 *     │◀──────────────────────────┤ the signature is the passkey's
 *
 * A challenge is taken before anything is verified: whatever was answered once, rightly or not, is
 * worth nothing a second time.
 */
export interface Passkeys {
  registrationOptions(
    who: Identity,
    party: RelyingParty,
  ): Promise<PublicKeyCredentialCreationOptionsJSON>
  register(
    who: Identity,
    party: RelyingParty,
    response: RegistrationResponseJSON,
  ): Promise<KnownPasskey | Refusal>
  /** For who hasn't said who they are: the authenticator offers what it has for this domain. */
  loginOptions(party: RelyingParty): Promise<PublicKeyCredentialRequestOptionsJSON>
  /** The passkey whose owner this is. */
  login(party: RelyingParty, response: AuthenticationResponseJSON): Promise<KnownPasskey | Refusal>
}

export interface KnownPasskey {
  id: string
  user: string
  /** Where it was made. */
  device: string
  /** Epoch ms. */
  createdAt: number
  usedAt: number | undefined
}

export interface Refusal {
  refused: /** Never asked, asked for something else, or answered before; or too late. */
  'challenge' | 'unknown' | 'taken' | 'too-many' | 'no-user' | 'unverified'
  /** For the log. */
  reason: string
}

/** Of one user. */
export const maxPasskeys = 20

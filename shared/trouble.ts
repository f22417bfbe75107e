/** Why a notification did not get through on one way, or has not yet: each is a sentence of the reader's. */
export const troubleCodes = [
  // The network.
  'no-host',
  'not-listening',
  'cut',
  'slow',
  'host-unreachable',
  'network-unreachable',
  'certificate-expired',
  'certificate-unknown',
  'certificate-other',
  'connection',
  /** An address that this server doesn't knock at: a private network, or not https. */
  'address',
  // What was answered; `status` says which.
  'redirect',
  'refused',
  'busy',
  'answered',
  'too-long',
  // Push services.
  'key-unknown',
  'subscription-ended',
  // Webhooks.
  'secret-refused',
  'nothing-there',
  'no-more',
  // E-mail.
  'unconfirmed',
  'mail-login',
  'mail-refused',
  'mail-later',
  'mail-unreachable',
  // Our own.
  'crowd',
  'pace',
  'not-offered',
  'too-late',
  'broken',
  'switched-off',
  'quiet-hours',
  'signed-out',
] as const

export type TroubleCode = (typeof troubleCodes)[number]

export interface Trouble {
  code: TroubleCode
  /** Of HTTP, or of a mail server. */
  status?: number
  /** It was tried for a day, and isn't any more. */
  givenUp?: true
}

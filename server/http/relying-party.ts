import { isIP } from 'node:net'

/** For whom passkeys are made: a domain, and the pages of it that ask. */
export interface RelyingParty {
  /** The RP ID: browsers offer a passkey to pages of this domain alone. */
  id: string
  origin: string
}

/**
 * The page that asks says by its origin what it is; whether it may ask at all was decided before. So
 * nothing needs to be configured, and a passkey that was made under one name of a server is never
 * accepted under another. What WebAuthn can't do under an address is a sentence (WebAuthn level 3,
 * sections 5.1.3 and 13.4.9: a secure context, and a domain).
 */
export function relyingPartyOf(origin: string | undefined): RelyingParty | { wrong: string } {
  if (origin === undefined || !URL.canParse(origin)) {
    return { wrong: 'Passkeys are for pages: the request has no Origin.' }
  }
  const { protocol, hostname } = new URL(origin)
  if (hostname === 'localhost' || hostname.endsWith('.localhost')) return { id: hostname, origin }
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) {
    return {
      wrong: `Passkeys need a domain name: ${hostname} is an address. Open this server by its name.`,
    }
  }
  if (protocol !== 'https:') {
    return { wrong: 'Passkeys need https: open this server by an address that begins with it.' }
  }
  return { id: hostname, origin }
}

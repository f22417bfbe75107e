import type { CDPSession, Page } from 'playwright-core'

/** An authenticator of Chromium's own making, which confirms whatever it is asked. */
export interface Authenticator {
  /** How many passkeys it has. */
  count(): Promise<number>
  /** Puts its passkeys into another one too, as a platform does that carries them between devices. */
  carryTo(other: Authenticator): Promise<void>
  add(credential: Credential): Promise<void>
}

/** As Chromium tells it; the rest of what it tells it doesn't need to be told. */
interface Credential {
  credentialId: string
  isResidentCredential: boolean
  /** PKCS#8, base64. */
  privateKey: string
  signCount: number
  rpId?: string
  userHandle?: string
}

export async function addAuthenticator(page: Page): Promise<Authenticator> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable', { enableUI: false })
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  const credentials = () => credentialsOf(session, authenticatorId)
  return {
    count: async () => (await credentials()).length,
    async carryTo(other) {
      for (const credential of await credentials()) await other.add(credential)
    },
    add: async (credential) =>
      void (await session.send('WebAuthn.addCredential', { authenticatorId, credential })),
  }
}

async function credentialsOf(session: CDPSession, authenticatorId: string): Promise<Credential[]> {
  const { credentials } = await session.send('WebAuthn.getCredentials', { authenticatorId })
  return credentials
}

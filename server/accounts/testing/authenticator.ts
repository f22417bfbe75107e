import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'

/** What a test wants otherwise than it should be. */
export interface Odd {
  origin?: string
  rpId?: string
  counter?: number
  isPresent?: boolean
  type?: string
  challenge?: string
  format?: string
  statement?: Map<string, unknown>
}

export interface Credential {
  id: string
  key: KeyObject
  counter: number
}

/**
 * For tests: a browser and its ES256 authenticator, which asks nobody. What it holds can be given to
 * another one, as a synced passkey is.
 */
export function makeAuthenticator(origin: string) {
  const rpIdOf = (odd: Odd) => odd.rpId ?? new URL(origin).hostname

  function clientData(type: string, challenge: string, odd: Odd): Buffer {
    const all = { type, challenge, origin, crossOrigin: false, ...odd }
    const { rpId, counter, isPresent, format, statement, ...told } = all
    return Buffer.from(JSON.stringify(told))
  }

  return {
    create(
      { challenge }: PublicKeyCredentialCreationOptionsJSON,
      odd: Odd = {},
    ): { credential: Credential; response: RegistrationResponseJSON } {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
      const id = randomBytes(32)
      const credential = { id: id.toString('base64url'), key: privateKey, counter: 0 }
      const coseKey = cbor(
        new Map<number, unknown>([
          ...([
            [1, 2],
            [3, -7],
            [-1, 1],
          ] as const),
          [-2, Buffer.from(x, 'base64url')],
          [-3, Buffer.from(y, 'base64url')],
        ]),
      )
      const length = Buffer.from([0, id.length])
      const attested = Buffer.concat([Buffer.alloc(16), length, id, coseKey])
      const authData = Buffer.concat([authenticatorData(rpIdOf(odd), 0x40, odd), attested])
      const attestation = cbor(
        new Map<string, unknown>([
          ['fmt', odd.format ?? 'none'],
          ['attStmt', odd.statement ?? new Map()],
          ['authData', authData],
        ]),
      )
      const response: RegistrationResponseJSON = {
        ...{ id: credential.id, rawId: credential.id, type: 'public-key' },
        clientExtensionResults: {},
        response: {
          clientDataJSON: clientData('webauthn.create', challenge, odd).toString('base64url'),
          attestationObject: attestation.toString('base64url'),
          transports: ['internal', 'hybrid'],
        },
      }
      return { credential, response }
    },
    get(
      { challenge }: PublicKeyCredentialRequestOptionsJSON,
      { id, key, counter }: Credential,
      odd: Odd = {},
    ): AuthenticationResponseJSON {
      const data = clientData('webauthn.get', challenge, odd)
      const authData = authenticatorData(rpIdOf(odd), 0, { counter, ...odd })
      const signed = Buffer.concat([authData, createHash('sha256').update(data).digest()])
      return {
        ...{ id, rawId: id, type: 'public-key', clientExtensionResults: {} },
        response: {
          clientDataJSON: data.toString('base64url'),
          authenticatorData: authData.toString('base64url'),
          signature: sign('sha256', signed, key).toString('base64url'),
        },
      }
    },
  }
}

/** WebAuthn level 3, section 6.1: who it is for, what its owner did, how often it was used. */
function authenticatorData(rpId: string, more: number, odd: Odd): Buffer {
  const [present, verified] = [0x01, 0x04]
  const flags = (odd.isPresent === false ? 0 : present | verified) | more
  const head = Buffer.alloc(5)
  head.writeUInt8(flags)
  head.writeUInt32BE(odd.counter ?? 0, 1)
  return Buffer.concat([createHash('sha256').update(rpId).digest(), head])
}

/** As much of RFC 8949 as an attestation needs. */
function cbor(value: unknown): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(cbor)])
  if (value instanceof Map) {
    const entries = [...value].flatMap(([key, each]) => [cbor(key), cbor(each)])
    return Buffer.concat([head(5, value.size), ...entries])
  }
  throw new Error(`There is no CBOR for ${value} here.`)
}

function head(type: number, count: number): Buffer {
  if (count < 24) return Buffer.from([(type << 5) | count])
  if (count < 256) return Buffer.from([(type << 5) | 24, count])
  return Buffer.from([(type << 5) | 25, count >> 8, count & 255])
}

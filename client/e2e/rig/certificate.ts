import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from './temporary.ts'

export interface Certificate {
  /** PEM, as node:tls takes them. */
  readonly key: string
  readonly cert: string
  /** For the environment of a Node that shall trust it. */
  readonly environment: Record<string, string>
}

/** A certificate for 127.0.0.1, signed by its own key (RFC 5280): Node can sign, but makes none. */
export function makeCertificate(): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const subject = sequence(set(sequence(oid(2, 5, 4, 3), text('127.0.0.1'))))
  const algorithm = sequence(oid(1, 2, 840, 10045, 4, 3, 2))
  // SubjectAltName: [7] is an address.
  const names = sequence(oid(2, 5, 29, 17), octets(sequence(der(0x87, Buffer.of(127, 0, 0, 1)))))
  const body = sequence(
    der(0xa0, integer(Buffer.of(2))),
    integer(Buffer.concat([Buffer.of(1), randomBytes(8)])),
    algorithm,
    subject,
    sequence(utcTime(-1), utcTime(1)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(names)),
  )
  const cert = pem('CERTIFICATE', sequence(body, algorithm, signed(body, privateKey)))
  const file = join(temporaryFolder('certificate'), 'cert.pem')
  writeFileSync(file, cert)
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return { key, cert, environment: { NODE_EXTRA_CA_CERTS: file } }
}

/** A bit string without unused bits: the signature of ECDSA with SHA-256. */
function signed(body: Buffer, key: KeyObject): Buffer {
  return der(0x03, Buffer.concat([Buffer.of(0), sign('sha256', body, key)]))
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content
  // No length is written longer than it must be: browsers are strict.
  const long = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...(length < 0x80 ? [length] : long)]), content])
}

const sequence = (...parts: Buffer[]) => der(0x30, Buffer.concat(parts))
const set = (...parts: Buffer[]) => der(0x31, Buffer.concat(parts))
const integer = (bytes: Buffer) => der(0x02, bytes)
const octets = (content: Buffer) => der(0x04, content)
const text = (content: string) => der(0x0c, Buffer.from(content))

function oid(first: number, second: number, ...rest: number[]): Buffer {
  const base128 = (value: number): number[] =>
    value < 128 ? [value] : [...base128(value >> 7).map((byte) => byte | 128), value & 127]
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]))
}

function utcTime(daysFromNow: number): Buffer {
  const digits = new Date(Date.now() + daysFromNow * 86_400_000).toISOString().replace(/\D/g, '')
  return der(0x17, Buffer.from(`${digits.slice(2, 14)}Z`))
}

function pem(label: string, content: Buffer): string {
  const lines = content.toString('base64').match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}

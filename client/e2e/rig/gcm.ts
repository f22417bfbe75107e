import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { createServer, type TLSSocket } from 'node:tls'
import type { BrowserContext } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { makeCertificate } from './certificate.ts'
import { bytesField, fixed64Field, numberField, readVarint, varint } from './protobuf.ts'
import {
  type Answer,
  guardEnvironment,
  type PostedPush,
  type PostedRequest,
  type PushService,
  postedPush,
  serveSecurely,
} from './push-service.ts'

/** Of Google's mobile connection server: google_apis/gcm/protocol/mcs.proto in Chromium. */
const mcs = { version: 41, loginRequest: 2, loginResponse: 3, heartbeat: 0, ack: 1, data: 8 }

interface Registration {
  /** The application server's key. */
  sender: string
  category: string
  /** Which of the browser's subscriptions it is. */
  app: string
}

export interface Gcm extends PushService {
  /** For Chromium: Google's names lead here. */
  readonly args: string[]
  /** Google's endpoint, as the app hands it to our server, leads here too. */
  reroute(context: BrowserContext): Promise<void>
}

/** Google's check-in, registration and delivery, as far as Chromium asks of them. */
export async function startGcm(): Promise<Gcm> {
  const certificate = makeCertificate()
  const registrations = new Map<string, Registration>()
  /** Taken while no browser was connected. */
  const waiting: Buffer[] = []
  let browser: TLSSocket | undefined
  let messages = 0
  let taken = 0

  function answer(request: PostedRequest): Answer {
    const { path, body } = request
    if (path.startsWith('/checkin')) return { status: 200, type: protobuf, body: checkin() }
    if (path.startsWith('/c2dm/register3')) return register(new URLSearchParams(body.toString()))
    const registration = registrations.get(decodeURIComponent(path.split('/').at(-1) ?? ''))
    if (registration === undefined) return { status: 410 }
    taken += 1
    const frame = dataMessage(registration, postedPush(request))
    if (browser === undefined) waiting.push(frame)
    else browser.write(frame)
    return { status: 201 }
  }

  function register(form: URLSearchParams): Answer {
    const app = form.get('X-subtype') ?? form.get('app') ?? ''
    if (form.has('delete')) {
      for (const [token, each] of registrations) if (each.app === app) registrations.delete(token)
      return { status: 200, body: `token=${app}` }
    }
    const token = randomBytes(24).toString('base64url')
    const [sender, category] = [form.get('sender') ?? '', form.get('app') ?? '']
    registrations.set(token, { sender, category, app })
    return { status: 200, body: `token=${token}` }
  }

  function dataMessage({ sender, category, app }: Registration, push: PostedPush): Buffer {
    messages += 1
    const attribute = (key: string, value: string) =>
      bytesField(7, Buffer.concat([bytesField(1, key), bytesField(2, value)]))
    return frameOf(
      mcs.data,
      bytesField(3, sender),
      bytesField(5, category),
      attribute('subtype', app),
      attribute('content-encoding', push.encoding),
      bytesField(9, `0:${Date.now()}%${randomBytes(6).toString('hex')}`),
      numberField(10, messages),
      numberField(17, push.ttl),
      numberField(18, Date.now()),
      bytesField(21, push.body),
    )
  }

  const mobile = createServer({ key: certificate.key, cert: certificate.cert }, (socket) => {
    let unread: Buffer = Buffer.alloc(0)
    let isGreeted = false
    socket.on('error', () => {})
    socket.on('close', () => {
      if (browser === socket) browser = undefined
    })
    socket.on('data', (chunk: Buffer) => {
      unread = Buffer.concat([unread, chunk])
      // The first byte is the version that the browser speaks.
      if (!isGreeted) unread = unread.subarray(1)
      isGreeted = true
      for (let tag = take(); tag !== undefined; tag = take()) {
        if (tag === mcs.heartbeat) socket.write(frameOf(mcs.ack))
        if (tag !== mcs.loginRequest) continue
        const login = frameOf(mcs.loginResponse, bytesField(1, 'ebb'), numberField(8, Date.now()))
        socket.write(Buffer.concat([Buffer.of(mcs.version), login]))
        browser = socket
        for (const frame of waiting.splice(0)) socket.write(frame)
      }
    })
    /** The tag of the next whole message; what is in it matters to nobody here. */
    function take(): number | undefined {
      const length = unread.length < 2 ? undefined : readVarint(unread, 1)
      if (length === undefined || unread.length < length.next + length.value) return undefined
      const tag = unread[0]
      unread = unread.subarray(length.next + length.value)
      return tag
    }
  })
  await new Promise<void>((resolve) => mobile.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    mobile.close()
    browser?.destroy()
  })

  const { port } = await serveSecurely(certificate, answer)
  const { port: mobilePort } = mobile.address() as AddressInfo
  return {
    environment: guardEnvironment(certificate),
    args: [
      `--host-resolver-rules=MAP android.clients.google.com 127.0.0.1:${port},MAP mtalk.google.com 127.0.0.1:${mobilePort},MAP * ~NOTFOUND,EXCLUDE 127.0.0.1,EXCLUDE localhost`,
      '--ignore-certificate-errors',
    ],
    get taken() {
      return taken
    },
    dropAll: () => registrations.clear(),
    async reroute(context) {
      await context.route('**/api/push', (route) => {
        const said = route.request().postData()
        if (said === null) return route.continue()
        const here = `https://127.0.0.1:${port}`
        const postData = said.replace(/https:\/\/[\w.-]+\.google(apis)?\.com/, here)
        return route.continue({ postData })
      })
    },
  }
}

const protobuf = 'application/x-protobuf'

/** A device that has just been made: its number and its password. */
function checkin(): Buffer {
  const [ok, at] = [numberField(1, 1), numberField(3, Date.now())]
  return Buffer.concat([ok, at, fixed64Field(7, 4_242_424_242n), fixed64Field(8, 1_234_567_890n)])
}

function frameOf(tag: number, ...fields: Buffer[]): Buffer {
  const body = Buffer.concat(fields)
  return Buffer.concat([Buffer.of(tag), varint(body.length), body])
}

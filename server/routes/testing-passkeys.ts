import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server'
import { Hono } from 'hono'
import { afterAll, afterEach, beforeEach } from 'vitest'
import type { SessionResponse } from '../../shared/user-api.ts'
import { makeChallenges } from '../accounts/challenges.ts'
import { makePasskeys } from '../accounts/passkeys.ts'
import { makeSessions } from '../accounts/sessions.ts'
import { type Credential, makeAuthenticator, type Odd } from '../accounts/testing/authenticator.ts'
import type { Departure } from '../http/sessions.ts'
import { openSqlite } from '../storage/sqlite.ts'
import type { Storage } from '../storage/storage.ts'
import { quiet } from '../storage/testing/candles.ts'
import { passkeysRoute } from './passkeys.ts'
import { sessionRoute } from './session.ts'
import { makeAsk } from './testing.ts'

/** Of either kind. */
type Options = PublicKeyCredentialCreationOptionsJSON & PublicKeyCredentialRequestOptionsJSON

const told = async <T>(answer: Response) => (await answer.json()) as T

/**
 * For every test of a file: a server with sessions and passkeys over a database of its own, and devices
 * that come to it.
 */
export function standPasskeys() {
  const folder = mkdtempSync(join(tmpdir(), 'ebb-passkeys-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  let files = 0
  let storage: Storage

  beforeEach(async () => {
    storage = await openSqlite({ file: join(folder, `${++files}.db`), log: quiet })
    place.departures = []
    place.refusals = []
  })
  afterEach(() => storage.close())

  function serve() {
    const { accounts } = storage
    const now = () => place.clock
    const onDeparture = (departure: Departure) => place.departures.push(departure)
    const sessions = makeSessions({ accounts, trustProxy: false, now, onDeparture, unwatch() {} })
    const store = accounts.passkeys
    const { documents } = storage
    const challenges = makeChallenges({ store: store.challenges, documents, now })
    const passkeys = makePasskeys({ store, challenges, now })
    return new Hono().route('/', sessionRoute({ sessions, accounts })).route(
      '/',
      passkeysRoute({
        ...{ sessions, passkeys, store },
        onRecordsChanged() {},
        onRefused: ({ reason }) => place.refusals.push(reason),
      }),
    )
  }

  /** A browser of its own, with its cookie and its authenticator. */
  function makeDevice(app = serve(), origin = 'http://localhost:8080') {
    const ask = makeAsk(app, { origin, 'user-agent': 'Firefox/153.0 (X11; Linux x86_64)' })
    const authenticator = makeAuthenticator(origin)
    let cookie: string | undefined

    async function send(method: string, path: string, body?: unknown): Promise<Response> {
      const answer = await ask(method, path, {
        ...(body !== undefined && { body }),
        ...(cookie !== undefined && { cookie }),
      })
      cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie
      return answer
    }
    const begin = async () => told<SessionResponse>(await send('POST', '/api/session'))
    const options = async (what: 'registration' | 'login') =>
      told<Options>(await send('POST', `/api/passkeys/${what}/options`))

    return {
      ...{ send, begin, options, authenticator },
      cookie: () => cookie,
      async who(): Promise<string | undefined> {
        return (await told<Partial<SessionResponse>>(await send('GET', '/api/session'))).user
      },
      async add(odd: Odd = {}) {
        const { credential, response } = authenticator.create(await options('registration'), odd)
        return {
          credential,
          answer: await send('POST', '/api/passkeys/registration', { response }),
        }
      },
      async login(credential: Credential, { merge, ...odd }: Odd & { merge?: boolean } = {}) {
        const response = authenticator.get(await options('login'), credential, odd)
        return send('POST', '/api/passkeys/login', { response, merge })
      },
    }
  }

  const place = {
    clock: 1_700_000_000_000,
    departures: [] as Departure[],
    /** Why answers were refused. */
    refusals: [] as string[],
    get storage() {
      return storage
    },
    serve,
    makeDevice,
    async keep(user: string, id: string): Promise<void> {
      const record = { kind: 'entry', id, changedAt: 1, deleted: false, value: '1' }
      await storage.accounts.records.put(user, [record], { maxRecords: 9 })
    },
    async kept(user: string): Promise<string[]> {
      const page = await storage.accounts.records.since(user, { sequence: 0, limit: 9 })
      return page.records.map(({ id }) => id).sort()
    },
  }
  return place
}

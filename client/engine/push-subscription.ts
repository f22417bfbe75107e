/** What the device knows of its pushes, kept for the page and the worker under `pushSetting`. */
export interface KeptPush {
  /** Whether its user wants them: what the browser has lost is then renewed without asking. */
  wanted: boolean
  /** The server's name for the subscription that it was told of last. */
  id: string | undefined
  endpoint: string | undefined
  /** In which the server writes to it. */
  language: string
  /** IANA name, in which it tells times. */
  zone: string
}

export const pushSetting = 'push'
/** Without its messaging service a browser neither subscribes nor refuses: Chromium hangs for minutes. */
const subscribeMs = 15_000

export type PushProblem =
  /** The browser's messaging service has not answered. */
  | 'slow'
  /** The browser refuses: private windows, enterprise policy, no messaging service. */
  | 'refused'
  /** Our server is out of reach. */
  | 'network'
  /** Our server doesn't know who asks. */
  | 'nobody'
  /** This user has as many devices as may be told. */
  | 'full'
  /** Its user has removed it from another device: only a gesture here begins it again. */
  | 'ended'
  /** Our server may not reach the browser's messaging service. */
  | 'forbidden'
  /** Our server answered that it can't. */
  | 'server'

export type Outcome<T> = ({ ok: true } & T) | { ok: false; problem: PushProblem }

/** What we use of a browser's PushManager, and of what it gives. */
export interface Subscriber {
  getSubscription(): Promise<Subscription | null>
  subscribe(options: PushSubscriptionOptionsInit): Promise<Subscription>
}
export interface Subscription {
  readonly endpoint: string
  readonly options: { readonly applicationServerKey: ArrayBuffer | null }
  toJSON(): PushSubscriptionJSON
  unsubscribe(): Promise<boolean>
}

type Fetch = (path: string, init?: RequestInit) => Promise<Response>

/** With which key the server signs, base64url. */
export async function askServerKey(fetch: Fetch): Promise<Outcome<{ key: string }>> {
  const answer = await ask(fetch, { cache: 'no-store' })
  if (!answer.ok) return answer
  const { publicKey } = answer.body
  return typeof publicKey === 'string' ? { ok: true, key: publicKey } : failed('server')
}

/** One with this key; the one there is where it has that key already. */
export async function subscribe(
  manager: Subscriber,
  key: string,
): Promise<Outcome<{ subscription: Subscription }>> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<Outcome<never>>((resolve) => {
    timer = setTimeout(() => resolve(failed('slow')), subscribeMs)
  })
  const done = async (): Promise<Outcome<{ subscription: Subscription }>> => {
    const current = await manager.getSubscription()
    if (current !== null && keyOf(current) === key) return { ok: true, subscription: current }
    // A browser takes no second key beside the first.
    await current?.unsubscribe()
    const options = { userVisibleOnly: true, applicationServerKey: key }
    return { ok: true, subscription: await manager.subscribe(options) }
  }
  try {
    return await Promise.race([done(), late])
  } catch {
    return failed('refused')
  } finally {
    clearTimeout(timer)
  }
}

interface Told {
  subscription: Subscription
  language: string
  zone: string
  /** By itself, and not because somebody has asked for it just now. */
  renews: boolean
}

/** Tells the server where to push to; it knows a subscription again by its endpoint. */
export async function tellServer(
  fetch: Fetch,
  { subscription, ...told }: Told,
): Promise<Outcome<{ id: string }>> {
  const { endpoint, keys } = subscription.toJSON()
  const answer = await ask(fetch, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ endpoint, keys, ...told }),
  })
  if (!answer.ok) return answer
  const { id } = answer.body
  return typeof id === 'string' ? { ok: true, id } : failed('server')
}

/** What was kept, checked. */
export function readKept(value: unknown): KeptPush | undefined {
  if (!isObject(value)) return undefined
  const { wanted, id, endpoint, language, zone } = value
  return {
    wanted: wanted === true,
    id: typeof id === 'string' ? id : undefined,
    endpoint: typeof endpoint === 'string' ? endpoint : undefined,
    language: typeof language === 'string' ? language : 'en',
    zone: typeof zone === 'string' ? zone : 'UTC',
  }
}

async function ask(
  fetch: Fetch,
  init: RequestInit,
): Promise<Outcome<{ body: { [name: string]: unknown } }>> {
  try {
    const response = await fetch('/api/push', init)
    if (response.status === 401) return failed('nobody')
    if (response.status === 410) return failed('ended')
    if (response.status === 422) return failed('forbidden')
    if (response.status === 409 || response.status === 429) return failed('full')
    if (!response.ok) return failed('server')
    const body: unknown = await response.json()
    return isObject(body) ? { ok: true, body } : failed('server')
  } catch {
    return failed('network')
  }
}

function keyOf({ options }: Subscription): string | undefined {
  if (options.applicationServerKey === null) return undefined
  const bytes = String.fromCharCode(...new Uint8Array(options.applicationServerKey))
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function failed(problem: PushProblem): { ok: false; problem: PushProblem } {
  return { ok: false, problem }
}

function isObject(value: unknown): value is { [name: string]: unknown } {
  return typeof value === 'object' && value !== null
}

import type { Problem } from '../../../shared/api.ts'

export type Answer<T> =
  | { ok: true; value: T }
  /** `status` 0: the server is out of reach. */
  | { ok: false; status: number; problem: Partial<Problem> }

export interface Question {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  body?: unknown
  signal?: AbortSignal
}

/** A server that says nothing for so long is out of reach. */
const patienceMs = 20_000

/** Asks our server as the user; T is what `shared/` says of the resource. Never rejects. */
export async function askServer<T>(
  path: string,
  { method = 'GET', body, signal }: Question = {},
): Promise<Answer<T>> {
  const giveUp = new AbortController()
  const timer = setTimeout(() => giveUp.abort(), patienceMs)
  const end = () => giveUp.abort()
  signal?.addEventListener('abort', end)
  try {
    const answer = await fetch(path, {
      method,
      signal: giveUp.signal,
      cache: 'no-store',
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    })
    const said: unknown = answer.status === 204 ? undefined : await answer.json()
    if (answer.ok) return { ok: true, value: said as T }
    return { ok: false, status: answer.status, problem: problemOf(said) }
  } catch {
    return { ok: false, status: 0, problem: {} }
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', end)
  }
}

function problemOf(said: unknown): Partial<Problem> {
  return typeof said === 'object' && said !== null ? said : {}
}

import type { Alert } from '../../../shared/alert.ts'
import type { SessionPhase } from '../account/account.ts'
import type { AlertChange, Refusal } from './changes.ts'
import { readAlert, readAlerts } from './read-alert.ts'

/** Why there is no answer; each goes away by itself, or by trying again later. */
export type AlertsProblem = 'network' | 'server' | 'busy' | 'malformed'

export type Answer<T> =
  | { ok: true; value: T }
  | { ok: false; problem: AlertsProblem }
  | { ok: false; problem: 'refused'; refusal: Refusal }

/** What the server knows of alerts. Nothing rejects: every failure is a value. */
export interface AlertsApi {
  read(): Promise<Answer<Alert[]>>
  /**
   * The alert as it is then; `undefined` once it is removed. Begins a session where there was none; where
   * one has ended, only for a new alert that its user asks for now.
   */
  send(change: AlertChange, how?: { isAsked: boolean }): Promise<Answer<Alert | undefined>>
}

/** An answer that takes longer is none, ms. */
const patienceMs = 20_000

export interface AlertsApiOptions {
  /** Sees to it that there is a session; false where there can't be one now. */
  begin(): Promise<boolean>
  /** As far as is known; `onEnded` hears that the server knows it no more. */
  session(): SessionPhase
  onEnded(): void
}

export function createAlertsApi({ begin, session, onEnded }: AlertsApiOptions): AlertsApi {
  async function ask(path: string, method: string, body?: unknown): Promise<Response> {
    return await fetch(path, {
      method,
      signal: AbortSignal.timeout(patienceMs),
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    })
  }

  async function request({ id, ...change }: AlertChange): Promise<Response> {
    const path = `/api/alerts/${encodeURIComponent(id)}`
    switch (change.type) {
      case 'make':
        return await ask('/api/alerts', 'POST', { id, rule: change.rule })
      case 'change':
        return await ask(path, 'PATCH', { version: change.version, rule: change.rule })
      case 'remove':
        return await ask(path, 'DELETE')
    }
  }

  return {
    async read() {
      // Nobody yet, who has nothing yet; nor does who was signed out lose sight of what they had.
      if (session() === 'none') return { ok: true, value: [] }
      if (session() === 'ended') return { ok: false, problem: 'server' }
      try {
        const response = await ask('/api/alerts', 'GET')
        if (response.status === 401) {
          onEnded()
          return { ok: false, problem: 'server' }
        }
        if (!response.ok) return { ok: false, problem: later(response.status) }
        const body: unknown = await response.json()
        const alerts = readAlerts(fieldOf(body, 'alerts'))
        return alerts ? { ok: true, value: alerts } : { ok: false, problem: 'malformed' }
      } catch (error) {
        return { ok: false, problem: problemOf(error) }
      }
    },
    async send(change, { isAsked } = { isAsked: false }) {
      const begins = session() === 'none' || (isAsked && change.type === 'make')
      if (session() === 'ended' && !begins) return { ok: false, problem: 'server' }
      try {
        if (session() !== 'begun' && !(await begin())) return { ok: false, problem: 'network' }
        const response = await request(change)
        if (response.status === 401) {
          // They are told first, and choose whom to be: nobody else is begun behind their back.
          onEnded()
          return { ok: false, problem: 'server' }
        }
        return await answerOf(change, response)
      } catch (error) {
        return { ok: false, problem: problemOf(error) }
      }
    },
  }
}

async function answerOf(
  { type }: AlertChange,
  response: Response,
): Promise<Answer<Alert | undefined>> {
  const { status } = response
  if (type === 'remove' && (response.ok || status === 404)) return { ok: true, value: undefined }
  if (response.ok) {
    const alert = readAlert(await response.json())
    return alert ? { ok: true, value: alert } : { ok: false, problem: 'malformed' }
  }
  if (status >= 500 || status === 429 || status === 408) {
    return { ok: false, problem: later(status) }
  }
  if (type === 'change' && status === 404) {
    return { ok: false, problem: 'refused', refusal: { type: 'gone' } }
  }
  if (type === 'change' && status === 409) {
    return { ok: false, problem: 'refused', refusal: { type: 'conflict' } }
  }
  const problem: unknown = await response.json().catch(() => undefined)
  const [field, detail] = [fieldOf(problem, 'field'), fieldOf(problem, 'detail')]
  const refusal: Refusal = {
    ...{ type: 'refused', status },
    field: typeof field === 'string' ? field : undefined,
    detail: typeof detail === 'string' ? detail : '',
  }
  return { ok: false, problem: 'refused', refusal }
}

function later(status: number): AlertsProblem {
  return status === 429 ? 'busy' : 'server'
}

function problemOf(error: unknown): AlertsProblem {
  return error instanceof SyntaxError ? 'malformed' : 'network'
}

function fieldOf(value: unknown, field: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.entries(value).find(([name]) => name === field)?.[1]
}

import { createEffect, createSignal, on, onCleanup } from 'solid-js'
import type { PasskeysResponse, SessionsResponse } from '../../../shared/user-api.ts'
import type { Account } from './account.ts'
import { askServer } from './ask-server.ts'

/** What the server knows of the user. */
export interface Details {
  passkeys: PasskeysResponse['passkeys']
  sessions: SessionsResponse['sessions']
}

export type DetailsState =
  | { name: 'none' }
  | { name: 'loading' }
  | { name: 'missing' }
  | { name: 'there'; details: Details }

/** Passkeys and devices, as long as there is a session; loaded again when it changes hands. */
export function createDetails(account: Account) {
  const [state, setState] = createSignal<DetailsState>({ name: 'none' })
  let latest = new AbortController()
  onCleanup(() => latest.abort())

  /** What was there stays to be seen meanwhile. */
  async function load(): Promise<void> {
    latest.abort()
    latest = new AbortController()
    const { signal } = latest
    setState((before) => (before.name === 'there' ? before : { name: 'loading' }))
    const [passkeys, sessions] = await Promise.all([
      askServer<PasskeysResponse>('/api/passkeys', { signal }),
      askServer<SessionsResponse>('/api/sessions', { signal }),
    ])
    if (signal.aborted) return
    if (passkeys.ok && sessions.ok) {
      const details = { passkeys: passkeys.value.passkeys, sessions: sessions.value.sessions }
      setState({ name: 'there', details })
      return
    }
    const hasEnded = [passkeys, sessions].some((answer) => !answer.ok && answer.status === 401)
    if (hasEnded) account.ended()
    else setState((before) => (before.name === 'there' ? before : { name: 'missing' }))
  }

  createEffect(
    on(account.phase, (phase) => {
      latest.abort()
      if (phase === 'begun') void load()
      else setState({ name: 'none' })
    }),
  )

  return { state, load }
}

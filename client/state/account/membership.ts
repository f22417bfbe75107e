import { createSignal } from 'solid-js'
import type { SessionResponse } from '../../../shared/user-api.ts'
import type { SyncStore } from '../../db/sync-store.ts'
import { recordsServer } from '../sync/ask-records.ts'
import { inTurn } from '../sync/in-turn.ts'
import { syncRound } from '../sync/round.ts'
import type { Account } from './account.ts'
import { askServer } from './ask-server.ts'
import { addPasskey, logIn, type PasskeyTrouble } from './passkeys.ts'

export type MembershipTrouble =
  | PasskeyTrouble
  /** What is here isn't with the account yet, and would be lost to it. */
  | 'unsent'

export type MembershipState =
  | { name: 'idle' }
  | { name: 'busy'; with: 'adding' | 'entering' | 'leaving' }
  | { name: 'failed'; why: MembershipTrouble }
  | { name: 'done'; what: 'added' | 'entered' | 'merged' }

/** What becomes of what is on a device whose account has a passkey, when it enters another one. */
export type Belongings = 'along' | 'stay'

/** How a device comes to belong to an account, and leaves it. One thing at a time. */
export function createMembership({
  account,
  openSyncStore,
}: {
  account: Account
  openSyncStore(): Promise<SyncStore>
}) {
  const [state, setState] = createSignal<MembershipState>({ name: 'idle' })
  const fail = (why: MembershipTrouble) => setState({ name: 'failed', why })

  async function add(): Promise<void> {
    setState({ name: 'busy', with: 'adding' })
    if (!(await account.begin())) return void fail('offline')
    const added = await addPasskey()
    if (!added.ok) {
      if (added.why === 'ended') account.ended()
      return void fail(added.why)
    }
    setState({ name: 'done', what: 'added' })
    account.sync()?.now()
  }

  async function enter(belongings: Belongings = 'along'): Promise<void> {
    setState({ name: 'busy', with: 'entering' })
    // No round meanwhile: it could tell the one account what is the other's.
    await inTurn(() => change(belongings))
    account.sync()?.now()
  }

  async function change(belongings: Belongings): Promise<void> {
    const store = await openSyncStore()
    // What stays with the account of before must be there first.
    if (belongings === 'stay') {
      const outcome = await syncRound(store, recordsServer)
      if (outcome.type !== 'done' || outcome.refused > 0) return void fail('unsent')
    }
    const entered = await logIn({ merge: belongings === 'along' })
    if (!entered.ok) return void fail(entered.why)
    const staysBehind = belongings === 'stay' && !entered.value.merged
    if (staysBehind) await store.clear()
    setState({ name: 'done', what: staysBehind ? 'entered' : 'merged' })
    account.begun()
  }

  /** Ends this device's session; what is on the device stays there. */
  async function leave(): Promise<void> {
    setState({ name: 'busy', with: 'leaving' })
    const answer = await askServer('/api/session', { method: 'DELETE' })
    if (!answer.ok && answer.status !== 401) return void fail('offline')
    setState({ name: 'idle' })
    account.left()
  }

  return {
    state,
    add,
    enter,
    leave,
    /** Whether this device's account has a passkey, so that entering another one leaves something behind. */
    async hasOther(): Promise<boolean> {
      if (account.phase() !== 'begun') return false
      const answer = await askServer<SessionResponse>('/api/session')
      return answer.ok && answer.value.passkeys > 0
    },
    putAway: () => setState({ name: 'idle' }),
  }
}

export type Membership = ReturnType<typeof createMembership>

import { createMemo, createSignal, onCleanup } from 'solid-js'
import type { LoggedNotification } from '../../../shared/user-api.ts'
import type { NotificationLog } from './log.ts'

/** It is looked this often how far it got, and for so long: then it is with others. */
const lookMs = 1_000
const patienceMs = 60_000

/*
 *   none ──▶ sending ──▶ underway ──▶ over: every way has ended, or patience has
 *               └──────▶ failed
 */
export type TrialPhase =
  | { name: 'none' }
  | { name: 'sending' }
  | { name: 'underway' | 'over'; id: string; sentAt: number }
  | { name: 'failed'; isLimited: boolean }

/** "Send me a test": made as an alert's notification is, and followed until it is told how far it got. */
export function createTrial(log: NotificationLog) {
  const [phase, setPhase] = createSignal<TrialPhase>({ name: 'none' })
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))

  const notification = createMemo<LoggedNotification | undefined>(() => {
    const now = phase()
    return 'id' in now ? log.get(now.id) : undefined
  })

  async function follow(): Promise<void> {
    const now = phase()
    const one = notification()
    if (now.name !== 'underway' || one === undefined) return
    const isOver = one.deliveries.every(hasEnded) || Date.now() - now.sentAt > patienceMs
    // It takes a moment until it is known which ways it goes.
    if (isOver && Date.now() - now.sentAt > 2 * lookMs) {
      setPhase({ ...now, name: 'over' })
      return
    }
    await log.look(one)
    timer = setTimeout(() => void follow(), lookMs)
  }

  return {
    phase,
    notification,
    async send(): Promise<void> {
      clearTimeout(timer)
      setPhase({ name: 'sending' })
      const answer = await log.test()
      if (!answer.ok) return void setPhase({ name: 'failed', isLimited: answer.status === 429 })
      setPhase({ name: 'underway', id: answer.value.id, sentAt: Date.now() })
      await follow()
    },
  }
}

export type NotificationTrial = ReturnType<typeof createTrial>

function hasEnded({ state }: LoggedNotification['deliveries'][number]): boolean {
  return state === 'received' || state === 'failed' || state === 'gone'
}

import { createSignal } from 'solid-js'
import { createTextSetting } from '../setting.ts'
import type { Push } from './push.ts'

const quietMs = 90 * 86_400_000
/** Who has put it away so often knows where it is: in the settings. */
const maxTimes = 2

/** What is kept of offers that were put away: how often, and when last, `2 1763790000000`. */
interface Past {
  times: number
  at: number
}

/** Whether to offer pushes now: to who has an alert and no pushes, and not again soon after a no. */
export function isOffered(
  past: Past,
  { alerts, state, now }: { alerts: number; state: ReturnType<Push['state']>; now: number },
): boolean {
  if (alerts === 0 || past.times >= maxTimes) return false
  if (past.times > 0 && now - past.at < quietMs) return false
  // On Apple's phones the way there leads over the Home Screen, and that is worth telling.
  return state.type === 'off' || (state.type === 'lacking' && state.lack === 'home-screen')
}

export function createPushOffer(push: Push, alerts: () => number) {
  const past = createTextSetting({
    key: 'push-offer',
    parse: (text) => (text !== null && /^\d{1,3} \d{1,15}$/.test(text) ? text : undefined),
    fallback: '0 0',
  })
  const read = (): Past => {
    const [times = 0, at = 0] = past.value().split(' ').map(Number)
    return { times, at }
  }
  const [isTaken, setTaken] = createSignal(false)
  return {
    /** Once it is taken, until it has come to something. */
    isOffered: () => {
      const state = push.state()
      if (isTaken() && (state.type === 'turning-on' || state.type === 'failed')) return true
      return isOffered(read(), { alerts: alerts(), state, now: Date.now() })
    },
    take(): void {
      setTaken(true)
      void push.turnOn()
    },
    dismiss: () => past.set(`${read().times + 1} ${Date.now()}`),
  }
}

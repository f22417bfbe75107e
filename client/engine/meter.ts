import type { RadioKind } from '../../shared/radio-profiles.ts'
import { createCalendar } from './day.ts'
import type { TransportName } from './plan.ts'
import { createRadios } from './radios.ts'
import type { Time } from './time.ts'
import type { Traffic } from './traffic.ts'
import {
  addDays,
  bytesOf,
  emptyDay,
  emptyUsage,
  type Usage,
  type UsageDay,
  type UsageStore,
  type Use,
} from './usage.ts'

/** At most so often; and only when something passes, so that saving never wakes anything. */
const saveMs = 5_000
/** Longer than any plan is silent: in a longer gap the device has slept. */
const maxGapMs = 6 * 60_000

/** How the app is open: by which radio it is fed, and whether a page is in front. */
export interface Openness {
  radio: RadioKind
  front: boolean
}

/**
 * Counts what the app uses, by the day. What is counted is saved with the traffic itself, so a worker
 * that dies loses the last five seconds of it at most.
 */
export interface Meter {
  /** Resolves once it knows what was used today before it was there. */
  recalled: Promise<void>
  carry(use: Use, traffic: Traffic, messages?: number): void
  /** What the newest answer has really taken, which is known only after it was counted. */
  weigh(use: Use, bytesDown: number): void
  /** From now on a connection is open by this transport, or none. */
  connected(transport: TransportName | undefined): void
  /** From now on the app is open so; `undefined` where nothing is to be fed. */
  opened(how: Openness | undefined): void
  today(): UsageDay
  bytesToday(): number
  flush(): Promise<void>
}

export function createMeter(options: {
  store: UsageStore
  time: Time
  /** Something has passed. */
  onCarried(): void
}): Meter {
  const { store, time } = options
  const dayAt = createCalendar()
  const radios = createRadios()
  let day = dayAt(time.now())
  /** Of the day: what the store has, what is on its way there, and what is new. */
  let saved = emptyDay(day)
  let underWay: UsageDay[] = []
  let fresh = emptyDay(day)
  let transport: TransportName | undefined
  let openness: Openness | undefined
  let countedAt = time.now()
  let savedAt = time.now()
  /** What the newest answer of each use was counted as. */
  const estimates = new Map<Use, number>()
  let queue = recall(day).then(() => radios.awakeSince(saved.lastAt))
  const recalled = queue

  /** What was counted of the day by other workers, or before the clock was set. */
  async function recall(which: string): Promise<void> {
    const found = await store.load(which).catch(() => undefined)
    if (found !== undefined && which === day) saved = found
  }

  /** Brings the times and the day up to now. */
  function advance(): number {
    const now = time.now()
    const elapsed = now - countedAt
    countedAt = now
    if (elapsed > 0 && elapsed <= maxGapMs) countTime(elapsed)
    const next = dayAt(now)
    if (next !== day) begin(next)
    return now
  }

  function countTime(elapsed: number): void {
    if (transport !== undefined) usageOf(transport).connectedMs += elapsed
    if (openness === undefined) return
    const open = fresh.open[openness.radio] ?? { frontMs: 0, backMs: 0 }
    open[openness.front ? 'frontMs' : 'backMs'] += elapsed
    fresh.open[openness.radio] = open
  }

  function begin(next: string): void {
    if (!isEmpty(fresh)) send(fresh)
    day = next
    saved = emptyDay(next)
    fresh = emptyDay(next)
    queue = queue.then(() => recall(next))
  }

  function usageOf(use: Use): Usage {
    const usage = fresh.uses[use] ?? emptyUsage()
    fresh.uses[use] = usage
    return usage
  }

  /** While the batch before isn't through, what is new waits for the next time. */
  function save(): void {
    savedAt = time.now()
    if (underWay.length > 0 || isEmpty(fresh)) return
    const batch = fresh
    fresh = emptyDay(day)
    send(batch)
  }

  function send(batch: UsageDay): void {
    underWay.push(batch)
    queue = queue.then(async () => {
      const sum = await store.add(batch).catch(() => undefined)
      underWay = underWay.filter((each) => each !== batch)
      if (batch.day !== day) return
      if (sum !== undefined) saved = sum
      else fresh = addDays(batch, fresh)
    })
  }

  function today(): UsageDay {
    advance()
    return underWay.filter((batch) => batch.day === day).reduce(addDays, addDays(saved, fresh))
  }

  return {
    recalled,
    carry(use, traffic, messages = 1) {
      const now = advance()
      const usage = usageOf(use)
      usage.bytesDown += traffic.bytesDown
      usage.bytesUp += traffic.bytesUp
      usage.messages += messages
      radios.carry({ time: now, ...traffic }, usage)
      estimates.set(use, traffic.bytesDown)
      fresh.lastAt = now
      if (Math.abs(now - savedAt) >= saveMs) save()
      options.onCarried()
    },
    weigh(use, bytesDown) {
      const estimate = estimates.get(use)
      if (estimate === undefined) return
      estimates.delete(use)
      usageOf(use).bytesDown += bytesDown - estimate
    },
    connected(next) {
      advance()
      transport = next
    },
    opened(next) {
      advance()
      openness = next
      if (next !== undefined) radios.use(next.radio)
    },
    today,
    bytesToday: () => bytesOf(today()),
    async flush() {
      await queue
      advance()
      save()
      await queue
    },
  }
}

function isEmpty({ uses, open }: UsageDay): boolean {
  return Object.keys(uses).length === 0 && Object.keys(open).length === 0
}

import type { Cause } from './cause.ts'
import type { Phase } from './live.ts'
import type { Plan, TransportName } from './plan.ts'
import type { Close } from './transport.ts'

/*
 * All transitions of the engine, each with its reason.
 *
 *            planned                    heard                lost
 *   idle ─────────────▶ connecting ───────────────▶ live ───────────▶ waiting
 *   offline             │   ▲   ▲                    │                   │
 *      ▲                │   │   └──── due ───────────┼───────────────────┘
 *      │ planned: none  │   │ due                    │ planned: poll
 *      └── (from any)   └──▶ resting ◀───────────────┘
 *                      answered
 *
 * A page that returns to the front always goes to `connecting` by poll, whatever was open: a socket
 * that says OPEN may have been dead for an hour. The stream follows once the poll has its answer.
 */
export interface Life {
  phase: Phase
  plan: Plan
  /** Losses in a row, since a stream last held for a while. */
  failures: number
  /** Streams in a row that never opened although polls were answered. */
  strikes: number
}

export type Happening =
  /** `returned`: nothing that is open is to be trusted. */
  | { type: 'planned'; plan: Plan; returned: boolean; why: Cause }
  /** What is open is no longer what is wanted: other instruments, a cadence that takes a new stream. */
  | { type: 'outgrown'; why: Cause }
  /** The first message of a connection. */
  | { type: 'heard' }
  | { type: 'lost'; close: Close }
  /** What came can't be applied: a frame before it is missing. */
  | { type: 'gap'; why: Cause }
  /** The time that the phase was waiting for has come. */
  | { type: 'due' }

export type Doing =
  /** Closes what is open, too. */
  | { type: 'open'; transport: TransportName }
  | { type: 'close' }
  | { type: 'pace' }
  /** This transport doesn't get through: plan without it. */
  | { type: 'refuse'; transport: TransportName }

export interface Step {
  life: Life
  doing: Doing | undefined
  /** Of the transition; absent where there is none. */
  reason: Cause | undefined
}

export interface Dice {
  now: number
  /** 0 to 1. */
  random: number
}

/**
 * The first few waits all stay under a second, so that an outage of a second is over before a
 * banner would tell of it; then the ceiling doubles.
 */
export const backoff = { firstMs: 1_000, quick: 4, lastMs: 30_000 }
/** A stream that held this long was a good one: the next loss counts from the start. */
const goodMs = 10_000
/** A stream is given up after so many that never opened while polls were answered. */
const maxStrikes = 2

export function step(life: Life, happening: Happening, dice: Dice): Step {
  switch (happening.type) {
    case 'planned':
      return planned({ ...life, plan: happening.plan }, happening, dice)
    case 'outgrown':
      return outgrown(life, happening.why)
    case 'heard':
      return heard(life, dice)
    case 'lost':
      return lost(life, happening.close, dice)
    case 'gap':
      return retry(life, { type: 'resynchronising', because: happening.why }, dice)
    case 'due':
      return due(life)
  }
}

function planned(
  life: Life,
  { returned, why }: { returned: boolean; why: Cause },
  dice: Dice,
): Step {
  const { phase, plan } = life
  const { transport } = plan
  if (transport === 'none') {
    const next: Phase = { name: plan.reason === 'offline' ? 'offline' : 'idle' }
    return { life: { ...life, phase: next, failures: 0 }, doing: { type: 'close' }, reason: why }
  }
  if (returned) {
    return connect({ ...life, failures: 0 }, 'poll', { type: 'catching-up', because: why })
  }
  switch (phase.name) {
    case 'idle':
    case 'offline':
      return connect({ ...life, failures: 0 }, transport, why)
    case 'waiting':
      return connect(life, transport, why)
    case 'resting': {
      if (transport !== 'poll') return connect(life, transport, why)
      const nextAt = Math.min(phase.nextAt, dice.now + plan.intervalMs)
      return { life: { ...life, phase: { ...phase, nextAt } }, doing: undefined, reason: why }
    }
    case 'connecting':
      // A poll under way is of use to every plan.
      if (phase.transport === 'poll') return { life, doing: undefined, reason: why }
      if (phase.transport !== transport) return connect(life, transport, why)
      return { life, doing: { type: 'pace' }, reason: why }
    case 'live':
      if (phase.transport === transport) return { life, doing: { type: 'pace' }, reason: why }
      if (transport === 'poll') return rest(life, why, dice, { type: 'close' })
      return connect(life, transport, why)
  }
}

function outgrown(life: Life, why: Cause): Step {
  const { phase, plan } = life
  if (plan.transport === 'none' || phase.name === 'waiting') return still(life)
  return connect(life, plan.transport, why)
}

function heard(life: Life, { now }: Dice): Step {
  const { phase } = life
  if (phase.name !== 'connecting' || phase.transport === 'poll') return still(life)
  const next: Phase = { name: 'live', transport: phase.transport, since: now }
  return {
    life: { ...life, phase: next, strikes: 0 },
    doing: undefined,
    reason: { type: 'answered' },
  }
}

function lost(life: Life, close: Close, dice: Dice): Step {
  const { plan, phase } = life
  if (phase.name !== 'connecting' && phase.name !== 'live') return still(life)
  const byPoll = phase.transport === 'poll'
  const isForced = plan.reason === 'forced'
  switch (close.reason) {
    case 'done':
      if (plan.transport === 'poll' || plan.transport === 'none') {
        return rest({ ...life, failures: 0 }, { type: 'poll-answered' }, dice)
      }
      return connect(life, plan.transport, { type: 'caught-up' })
    case 'refused':
      if (!byPoll && !isForced) return refuse(life, phase.transport, close.why, dice)
      return retry(life, close.why, dice)
    case 'failed': {
      // Where polls fail too, the server is away: that tells nothing about the transport.
      const strikes = byPoll || isForced ? 0 : life.strikes + 1
      if (strikes >= maxStrikes) return refuse(life, phase.transport, close.why, dice)
      return retry({ ...life, strikes }, close.why, dice)
    }
    case 'broken':
    case 'silent':
      return retry(life, close.why, dice)
    case 'goodbye': {
      // Everybody was told the same moment: spread out.
      const delayMs = close.retryMs + dice.random * Math.max(close.retryMs, 500)
      return wait(life, delayMs, close.why, dice)
    }
    case 'renewal':
      // One that ends again at once isn't well.
      if (heldMs(phase, dice) < goodMs) return retry(life, close.why, dice)
      return connect({ ...life, failures: 0 }, phase.transport, close.why)
    case 'slow-consumer':
      return retry(life, close.why, dice)
  }
}

function due(life: Life): Step {
  const { phase, plan, strikes, failures } = life
  if (plan.transport === 'none') return still(life)
  if (phase.name === 'resting') return connect(life, 'poll', { type: 'poll-due' })
  if (phase.name !== 'waiting') return still(life)
  // After a stream that didn't open, a poll tells whether the server is there, and catches up.
  const transport = strikes > 0 || failures > 1 ? 'poll' : plan.transport
  return connect(life, transport, { type: 'trying-again' })
}

/** Full jitter: anything between nothing and a ceiling. */
function retry(life: Life, why: Cause, dice: Dice): Step {
  const failures = heldMs(life.phase, dice) >= goodMs ? 1 : life.failures + 1
  const doublings = Math.max(0, failures - backoff.quick)
  const ceiling = Math.min(backoff.lastMs, backoff.firstMs * 2 ** doublings)
  return wait({ ...life, failures }, dice.random * ceiling, why, dice)
}

/** How long the stream has been open. */
function heldMs(phase: Phase, { now }: Dice): number {
  return phase.name === 'live' ? now - phase.since : 0
}

function wait(life: Life, delayMs: number, why: Cause, { now }: Dice): Step {
  const phase: Phase = { name: 'waiting', retryAt: Math.ceil(now + delayMs), why }
  return { life: { ...life, phase }, doing: { type: 'close' }, reason: why }
}

/** The engine answers with a plan that does without this transport. */
function refuse(life: Life, transport: TransportName, because: Cause, { now }: Dice): Step {
  const why: Cause = { type: 'refused', transport, because }
  const phase: Phase = { name: 'waiting', retryAt: now, why }
  return { life: { ...life, phase, strikes: 0 }, doing: { type: 'refuse', transport }, reason: why }
}

function rest(life: Life, why: Cause, { now }: Dice, doing?: Doing): Step {
  const phase: Phase = {
    name: 'resting',
    transport: 'poll',
    nextAt: now + life.plan.intervalMs,
  }
  return { life: { ...life, phase }, doing, reason: why }
}

function connect(life: Life, transport: TransportName, why: Cause): Step {
  const phase: Phase = { name: 'connecting', transport, attempt: life.failures + 1 }
  return { life: { ...life, phase }, doing: { type: 'open', transport }, reason: why }
}

function still(life: Life): Step {
  return { life, doing: undefined, reason: undefined }
}

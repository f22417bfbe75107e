import type { Answered, Topic } from './event.ts'
import { makePacer, type Pace } from './pace.ts'

/** How a venue is told what to send, where it isn't all in the URL. */
export interface Dialogue {
  /** Subscribed of each instrument. */
  channels: readonly string[]
  subscribe(topics: readonly Topic[], id: number): string
  unsubscribe(topics: readonly Topic[], id: number): string
  /** The most topics in one frame. */
  maxTopics: number
  /** A frame of this venue names one channel only. */
  oneChannel?: boolean
  /** Of frames. */
  pace: Pace
  /** This venue acknowledges nothing: what is sent counts as done. */
  unanswered?: boolean
}

/**
 * What one connection is subscribed to, brought step by step to what it should be. One frame at a
 * time is under way, so that an answer which names nothing is known to be of that frame. Pure: `now`
 * is a clock that only rises.
 *
 *   asked ─ acknowledged ─▶ on          unknown symbol ─▶ refused, told, not asked again for an hour
 *     ▲  └─ no answer, hurried: again    a frame that fails unexplained ─▶ asked again in halves
 */
export interface Subscriptions {
  want(symbols: readonly string[]): void
  /** The next frame to send, if one may be sent now. */
  next(now: number): string | undefined
  heard(answer: Answered, now: number): void
  /** Whether everything wanted has been asked for and answered. */
  settled(): boolean
}

/** What a venue doesn't know is remembered beyond one connection, so that it isn't asked for in a storm. */
export interface Refusals {
  has(symbol: string, now: number): boolean
  add(symbol: string, now: number): void
}

interface Flight {
  op: 'subscribe' | 'unsubscribe'
  topics: Map<string, Topic>
  sentAt: number
}

/** An answer that takes longer has been lost. */
const answerMs = 5_000
/** A topic that was asked for so often without an answer is left alone on this connection. */
const maxTries = 3
const hurriedMs = { first: 5_000, most: 60_000 }
const refusedMs = 3_600_000

export function makeRefusals(): Refusals {
  const until = new Map<string, number>()
  return {
    has: (symbol, now) => (until.get(symbol) ?? 0) > now,
    add: (symbol, now) => void until.set(symbol, now + refusedMs),
  }
}

export interface SubscriptionsOptions {
  refusals: Refusals
  /** Hears a sentence of everything that isn't subscribed though it is wanted. */
  tell(sentence: string): void
}

export function makeSubscriptions(
  { channels, maxTopics, oneChannel = false, unanswered, pace, ...frames }: Dialogue,
  { refusals, tell }: SubscriptionsOptions,
): Subscriptions {
  const pacer = makePacer(pace)
  const on = new Map<string, Topic>()
  const tries = new Map<string, number>()
  let wanted = new Map<string, Topic>()
  let flight: Flight | undefined
  let ids = 0
  /** Topics in the next frame: halved while frames fail without saying why. */
  let size = maxTopics
  let hurriedFor = hurriedMs.first
  let notBefore = Number.NEGATIVE_INFINITY
  let seenAt = 0

  function pick(topics: Map<string, Topic>, isDue: (key: string, topic: Topic) => boolean) {
    const picked = new Map<string, Topic>()
    let channel: string | undefined
    for (const [key, topic] of topics) {
      if (!isDue(key, topic) || (tries.get(key) ?? 0) >= maxTries) continue
      channel ??= topic.channel
      if (oneChannel && topic.channel !== channel) continue
      picked.set(key, topic)
      if (picked.size >= size) break
    }
    return picked
  }

  const missing = () =>
    pick(wanted, (key, { symbol }) => !on.has(key) && !refusals.has(symbol, seenAt))
  const leaving = () => pick(on, (key) => !wanted.has(key))

  function set(op: Flight['op'], topic: Topic): void {
    const key = keyOf(topic)
    if (op === 'subscribe') on.set(key, topic)
    else on.delete(key)
    if (flight?.op === op) settle(key)
  }

  function settle(key: string): void {
    tries.delete(key)
    if (!flight?.topics.delete(key) || flight.topics.size > 0) return
    flight = undefined
    size = Math.min(maxTopics, size * 2)
  }

  /** Nothing came of what is left of the frame; its topics may be asked for again. */
  function giveUp(): void {
    const silent: string[] = []
    for (const [key, { channel, symbol }] of flight?.topics ?? []) {
      const count = (tries.get(key) ?? 0) + 1
      tries.set(key, count)
      if (count === maxTries) silent.push(`${channel} of ${symbol}`)
    }
    flight = undefined
    if (silent.length > 0) {
      tell(`${silent.join(', ')}: asked for ${maxTries} times and not acknowledged.`)
    }
  }

  function refuse(symbol: string, reason: string): void {
    if (!refusals.has(symbol, seenAt)) tell(`${symbol} is not subscribed. ${reason}`)
    refusals.add(symbol, seenAt)
    for (const [key, topic] of [...(flight?.topics ?? [])]) {
      if (topic.symbol === symbol) settle(key)
    }
  }

  function unknown({ symbol, whole, reason }: Extract<Answered, { type: 'unknown' }>): void {
    const { op, topics } = flight ?? { op: 'subscribe', topics: new Map<string, Topic>() }
    if (op === 'unsubscribe') {
      // What can't be unsubscribed is not subscribed.
      for (const topic of [...topics.values()]) set(op, topic)
      return
    }
    const asked = [...topics.values()]
    if (
      symbol !== undefined &&
      channels.some((channel) => wanted.has(keyOf({ channel, symbol })))
    ) {
      refuse(symbol, reason)
      // The others of the frame are asked for again.
      if (whole) flight = undefined
      return
    }
    if (asked.length === 0) return
    // It doesn't say which: the guilty one is found by asking in halves.
    flight = undefined
    const [first] = asked
    if (asked.length === 1 && first) refuse(first.symbol, reason)
    else size = Math.ceil(asked.length / 2)
  }

  return {
    want(symbols) {
      wanted = new Map()
      for (const channel of channels) {
        for (const symbol of symbols) wanted.set(keyOf({ channel, symbol }), { channel, symbol })
      }
      for (const key of tries.keys()) if (!wanted.has(key)) tries.delete(key)
    },
    next(now) {
      seenAt = now
      if (flight && now - flight.sentAt < answerMs) return undefined
      giveUp()
      if (now < notBefore || pacer.waitMs(now) > 0) return undefined
      let op: Flight['op'] = 'subscribe'
      let topics = missing()
      if (topics.size === 0) {
        op = 'unsubscribe'
        topics = leaving()
      }
      if (topics.size === 0) return undefined
      pacer.take(now)
      flight = { op, topics, sentAt: now }
      ids += 1
      const asked = [...topics.values()]
      if (unanswered) for (const topic of asked) set(op, topic)
      return frames[op](asked, ids)
    },
    heard(answer, now) {
      seenAt = now
      switch (answer.type) {
        case 'acknowledged': {
          const topics = answer.topic ? [answer.topic] : [...(flight?.topics.values() ?? [])]
          if (!answer.topic && flight?.op !== answer.op) return
          for (const topic of topics) set(answer.op, topic)
          return
        }
        case 'subscriptions': {
          on.clear()
          for (const topic of answer.topics) on.set(keyOf(topic), topic)
          const wasOn = flight?.op === 'subscribe'
          for (const key of [...(flight?.topics.keys() ?? [])]) {
            if (on.has(key) === wasOn) settle(key)
          }
          giveUp()
          return
        }
        case 'unknown':
          unknown(answer)
          return
        case 'already':
          set('subscribe', answer.topic)
          flight = undefined
          return
        case 'hurried':
          flight = undefined
          notBefore = now + hurriedFor
          hurriedFor = Math.min(hurriedMs.most, hurriedFor * 2)
          tell(answer.reason)
          return
      }
    },
    settled: () => flight === undefined && missing().size === 0,
  }
}

function keyOf({ channel, symbol }: Topic): string {
  return `${channel} ${symbol}`
}

import type { CompactFrame } from '../../shared/frame.ts'
import type { Notice } from '../../shared/notice.ts'
import type { Hello } from '../../shared/protocol.ts'
import type { KnownRow } from '../../shared/wire/standing.ts'
import type { Cause } from './cause.ts'
import type { ClockSample } from './clock.ts'
import type { TransportName } from './plan.ts'
import type { Traffic } from './traffic.ts'

/** Between two frames, and the server's longest silence, ms. */
export interface Pace {
  intervalMs: number
  heartbeatMs: number
}

export interface FeedRequest extends Pace {
  symbols: readonly string[]
  /** Those of which all is told. */
  detail: readonly string[]
  /** Resumes from here; absent: everything. */
  cursor: string | undefined
  /** The rows as of now: frames are told against them. */
  known(): Iterable<KnownRow>
}

/** Why a feed has ended. */
export type Close =
  /** A poll has its answer. */
  | { reason: 'done' }
  /** Answered by an HTTP error: this transport won't do here. */
  | { reason: 'refused'; why: Cause }
  /** Never got as far as the first message. */
  | { reason: 'failed'; why: Cause }
  | { reason: 'broken'; why: Cause }
  /** No message for longer than the server promised. */
  | { reason: 'silent'; why: Cause }
  /** The server leaves, or asks for a pause. */
  | { reason: 'goodbye'; why: Cause; retryMs: number }
  /** Nothing is wrong: the server wants to be asked anew, at once. */
  | { reason: 'renewal'; why: Cause }
  | { reason: 'slow-consumer'; why: Cause }

export type FeedEvent =
  | { type: 'hello'; hello: Hello }
  | { type: 'frame'; frame: CompactFrame }
  /** Broken on its way, or told against what isn't here. */
  | { type: 'unreadable' }
  /** A sign of life; `cursor` where the server says how far we are. */
  | { type: 'alive'; cursor: string | undefined }
  | { type: 'clock'; sample: ClockSample }
  /** Beside the prices, for who has a session. */
  | { type: 'notice'; notice: Notice }
  /** Bytes that have passed: told never from within `open`, and before what they mean. */
  | { type: 'traffic'; traffic: Traffic }
  /** The last event, exactly once unless we close first. */
  | { type: 'closed'; close: Close }

/**
 * One way to be fed. A stream goes on until it is closed; a poll asks once and is done. Nothing is
 * heard of a feed after its `close()`.
 */
export interface Transport {
  readonly name: TransportName
  open(request: FeedRequest, onEvent: (event: FeedEvent) => void): Feed
}

export interface Feed {
  /** Another cadence without a new connection; false where it takes a new one. */
  pace(pace: Pace): boolean
  /** Other instruments of which all is told; false where that takes a new connection. */
  detail(symbols: readonly string[]): boolean
  close(): void
}

/** How long a server may take to answer before it counts as not there. */
export const answerMs = 10_000

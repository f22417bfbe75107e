import type { Mode } from './conditions.ts'
import type { TransportName } from './plan.ts'

/**
 * What made the connection change: a code with its arguments, so that each language can say it.
 * `detail` is what a browser or a server said, as it said it.
 */
export type Cause =
  // What pages, their users and their devices do.
  | { type: 'page-came' }
  | { type: 'page-gone' }
  | { type: 'page-came-front' }
  | { type: 'page-went-back' }
  | { type: 'prices-wanted' }
  | { type: 'nothing-wanted' }
  | { type: 'more-wanted' }
  | { type: 'network-changed' }
  | { type: 'network-known' }
  | { type: 'online' }
  | { type: 'offline' }
  | { type: 'device-slept' }
  | { type: 'battery-changed' }
  | { type: 'data-saver'; on: boolean }
  | { type: 'mode-chosen'; mode: Mode }
  | { type: 'budget-spent' }
  | { type: 'budget-left' }
  | { type: 'forced'; transport: TransportName }
  | { type: 'not-forced' }
  // The course of a connection.
  | { type: 'catching-up'; because: Cause }
  | { type: 'answered' }
  | { type: 'caught-up' }
  | { type: 'poll-answered' }
  | { type: 'poll-due' }
  | { type: 'trying-again' }
  | { type: 'cadence-changed' }
  | { type: 'session-changed' }
  | { type: 'refused'; transport: TransportName; because: Cause }
  | { type: 'going-without'; transport: TransportName }
  | { type: 'refusal-over' }
  // Why one ended.
  | { type: 'dropped' }
  | { type: 'not-answered'; transport: TransportName }
  | { type: 'silent'; transport: TransportName }
  | { type: 'closed'; code: number; detail: string }
  | { type: 'ended' }
  | { type: 'broke'; transport: TransportName; detail: string }
  | { type: 'rejected'; detail: string }
  | { type: 'goodbye'; detail: string }
  | { type: 'renewed' }
  | { type: 'http-status'; status: number }
  | { type: 'no-body' }
  | { type: 'not-ours' }
  // Why what came can't be applied.
  | { type: 'resynchronising'; because: Cause }
  | { type: 'snapshot-missing'; epoch: string }
  | { type: 'frame-missing'; from: number; standing: number }
  | { type: 'unlisted'; index: number }
  | { type: 'frame-unreadable' }
  // What became of the device's memory, and of the worker.
  | { type: 'prices-not-kept'; detail: string }
  | { type: 'handover' }

/** A turn, an evaluation or a firing as the database takes it: all rows of a call at once. */
export interface LookRow {
  id: string
  /** What it was looked at against, epoch ms; null: what is kept already. */
  at: number | null
  price: string | null
  venue: string | null
}

export interface TurnRow extends LookRow {
  /** The one that was looked at; it rises by one. */
  version: number
  phase: string
  since: number
  memory: string
  /** Whether it counts as a firing, and when. */
  firings: 0 | 1
  firedAt: number | null
}

interface Telling {
  notification: string
  toldAt: number
  /** JSON of a NotificationEvent. */
  event: string
}

export interface ClaimRow extends TurnRow, Telling {}

export interface NoteRow extends Telling {
  user: string
}

/** A claim that went through. */
export interface Won {
  id: string
  user: string
  /** Of its notification. */
  sequence: number
}

/**
 * What the watcher writes, hundreds of times a second, and whoever else has something to tell: each call
 * is one question to the database, of a text that never changes, so that it is prepared once. What is
 * told is durable when it resolves; the rest is soon after, since what it says is seen again. All of
 * these reject with whatever the driver throws.
 */
export interface AlertWriter {
  /**
   * Turns each alert whose version is still the newest, and gives it a notification with the next
   * sequence of its user, and a delivery for each of their targets. Resolves to those. Claims that are
   * asked for while others are on their way are taken in the order of asking, and made durable together.
   */
  claim(rows: readonly ClaimRow[]): Promise<Won[]>
  /**
   * A notification that no alert has made, with a sequence and deliveries as a claim's.
   * Resolves to its sequence; `undefined` where its user is no more.
   */
  note(row: NoteRow): Promise<number | undefined>
  /** Resolves to the ids of those whose version was still the newest. */
  settle(rows: readonly TurnRow[]): Promise<string[]>
  look(rows: readonly LookRow[]): Promise<void>
}

/** The statement of a turn but for its condition; `of` names the new value of a column. */
export function turnWith(of: (name: keyof TurnRow) => string): string {
  return (
    `update alerts set version = alerts.version + 1, phase = ${of('phase')}, ` +
    `since = ${of('since')}, memory = ${of('memory')}, ` +
    `firings = alerts.firings + ${of('firings')}, ` +
    `fired_at = coalesce(${of('firedAt')}, alerts.fired_at), ` +
    `evaluated_at = coalesce(${of('at')}, alerts.evaluated_at), ` +
    `evaluated_price = coalesce(${of('price')}, alerts.evaluated_price), ` +
    `evaluated_venue = coalesce(${of('venue')}, alerts.evaluated_venue)`
  )
}

export function lookWith(of: (name: keyof LookRow) => string): string {
  return (
    `update alerts set evaluated_at = ${of('at')}, evaluated_price = ${of('price')}, ` +
    `evaluated_venue = ${of('venue')}`
  )
}

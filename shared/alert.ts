/*
 * What a person waits for, and what became of it.
 *
 *              crossed, in time, on a real price                re-armed: back by the hysteresis,
 *   armed ───────────────────────────────────────▶ fired          and the cooldown is over
 *     ▲  ▲                                          │  │ once            │
 *     │  └──────────────────────────────────────────┘  └──────▶ done     │
 *     │                                                                  │
 *   beyond: made or resumed on the far side; it waits to be back, then for the crossing
 *
 *   paused, expired, unlisted: not watched.
 *
 * - A gap over a threshold is a crossing: last 99, next 101 crosses 100.
 * - What counts is the state at creation: an alert that is already beyond says so and waits.
 * - Only a fresh price of a real market counts. A price older than `freshMs`, a simulated, recorded or
 *   test price, and the first price after a change of venue never fire; the last is a new reference.
 * - A print further than `outlierBasisPoints` off the book is held back until a second trade or the
 *   book confirms it.
 */

/** Which price is watched. `mid` is (bid + ask) / 2. */
export const alertSources = ['last', 'bid', 'ask', 'mid'] as const
export type AlertSource = (typeof alertSources)[number]

/** Prices are decimal text in the quote currency: exact, whatever an instrument's decimals are. */
export type AlertCondition =
  | { type: 'above'; price: string }
  | { type: 'below'; price: string }
  /** Either way. */
  | { type: 'crosses'; price: string }
  | { type: 'enters'; low: string; high: string }
  | { type: 'leaves'; low: string; high: string }
  /** Against the price at any instant within the window that has just ended: the lowest for up, the highest for down. */
  | { type: 'change'; direction: AlertDirection; percent: number; windowMs: number }
  | { type: 'change-since-close'; direction: AlertDirection; percent: number }
  /** A new high or low of the last 24 h. */
  | { type: 'day-high' }
  | { type: 'day-low' }
  /** Traded over the window, as a multiple of what is usual: the mean of the windows of the day before. */
  | { type: 'volume'; times: number; windowMs: number }
  /** No trade and no quote for so long, while the market is open. */
  | { type: 'silence'; afterMs: number }
export type AlertDirection = 'up' | 'down' | 'either'

export const alertLimits = {
  windowMs: { min: 60_000, max: 86_400_000 },
  percent: { min: 0.01, max: 10_000 },
  times: { min: 1.1, max: 1_000 },
  silenceMs: { min: 60_000, max: 86_400_000 },
  cooldownMs: { min: 0, max: 7 * 86_400_000 },
  hysteresisPercent: { min: 0, max: 50, preset: 0.1 },
  noteChars: 280,
  perUser: 500,
} as const

/** A price counts for so long after the venue's own time of it, ms. */
export const freshMs = 10_000
/** Further off the book a print is held back until it is confirmed, in basis points. */
export const outlierBasisPoints = 300

/** What a user asks for. */
export interface AlertRule {
  /** As the user's list calls it: `BTCUSDT` is of whichever venue gives its price, `KRAKEN:BTC/USD` of that one. */
  symbol: string
  condition: AlertCondition
  source: AlertSource
  repeat:
    | { type: 'once' }
    /** Again once the price is back by `hysteresisPercent` of the threshold and `cooldownMs` have passed. */
    | { type: 'again'; hysteresisPercent: number; cooldownMs: number }
  /** Epoch ms; null: never. */
  expiresAt: number | null
  /** `regular`: only while the instrument's regular session is open. */
  sessions: 'always' | 'regular'
  note: string
  sound: boolean
  paused: boolean
}

export const alertPhases = [
  'armed',
  'beyond',
  'fired',
  'done',
  'paused',
  'expired',
  'unlisted',
] as const
export type AlertPhase = (typeof alertPhases)[number]

/** A price as it was looked at. */
export interface Evaluation {
  /** Epoch ms of the server. */
  at: number
  venue: string
  /** Decimal text; empty where silence was told of what has never had a price. */
  price: string
}

/** An alert as its user sees it: what was asked for, how it stands, and the evidence. */
export interface Alert {
  id: string
  rule: AlertRule
  phase: AlertPhase
  /** When the phase began, epoch ms. */
  since: number
  /** `undefined`: never yet. */
  evaluated: Evaluation | undefined
  /** Armed, but nothing can be told yet: no price of its kind, no close, or too little of the past is known. */
  blind?: true
  firings: number
  firedAt: number | undefined
  createdAt: number
  /** Rises with each change of the rule or the phase. */
  version: number
}

/** For whom a channel is made, and how they read. */
export interface Maker {
  user: string
  language: string
  zone: string | undefined
  /** Where their app is. */
  origin: string
}

/** What became of a channel that was asked for. */
export type Made =
  | { type: 'made'; id: string; secret?: string }
  | { type: 'refused'; field: string; reason: string }
  | { type: 'full'; max: number }
  /** Its user wants no more of it, until they say otherwise on that device. */
  | { type: 'ended' }
  | { type: 'wait'; ms: number }
  /** What should have been done at once didn't succeed. */
  | { type: 'failed'; trouble: string }

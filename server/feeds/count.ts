/** What a feed has done, for whoever shows it: plain numbers, because they change with every write. */
export interface FeedCount {
  /** Connected now. */
  clients: number
  /** Writes and bytes since the start. */
  frames: number
  bytes: number
  /** Clients closed because they stopped reading. */
  slow: number
  /** From our receipt of the change that waited longest in a frame to the sending of it, ms. */
  delay(ms: number): void
}

/** Tells how long the frame's oldest change has waited; a snapshot or a resume tells nothing of that. */
export function countDelay(
  count: FeedCount,
  frame: {
    sentAt: number
    merged: number | undefined
    changes: readonly { sequence: number; receivedAt: number }[]
  },
): void {
  if (frame.merged === undefined) return
  let oldest = frame.changes[0]
  if (oldest === undefined) return
  for (const change of frame.changes) if (change.sequence < oldest.sequence) oldest = change
  count.delay(Math.max(0, frame.sentAt - oldest.receivedAt))
}

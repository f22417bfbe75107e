/**
 * How far a client has got: `epoch.sequence`, for example `m3k9x2a.10482`. The sequence numbers all
 * changes of one epoch; the epoch changes when the sequence starts anew (a restart, another market).
 */
export interface Cursor {
  epoch: string
  /** 0 to 2^53 - 1; 0 is before the first change. */
  sequence: number
}

const shape = /^([0-9a-z]{1,32})\.(\d{1,16})$/

export function formatCursor({ epoch, sequence }: Cursor): string {
  return `${epoch}.${sequence}`
}

/** `undefined` for anything that no server can have sent. */
export function parseCursor(text: string): Cursor | undefined {
  const match = shape.exec(text)
  if (match?.[1] === undefined) return undefined
  const sequence = Number(match[2])
  return Number.isSafeInteger(sequence) ? { epoch: match[1], sequence } : undefined
}

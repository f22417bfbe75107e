import type { Trouble } from '../../shared/trouble.ts'
import type { Answer } from './post.ts'

/** How one try to deliver went. */
export type Attempt =
  | { type: 'sent' }
  /** Worth another try, no sooner than they ask for. */
  | { type: 'retry'; trouble: Trouble; afterMs: number | undefined }
  | { type: 'failed'; trouble: Trouble }
  /** Not tried: its user has something to do first. */
  | { type: 'withheld'; trouble: Trouble }
  /** There is nobody any more. */
  | { type: 'gone'; trouble: Trouble }

/** What an answer's status means, where it isn't what every status of its kind does. */
export type Meanings = Partial<Record<number, Extract<Attempt, { type: 'failed' | 'gone' }>>>

/** Longer than that nobody is made to wait. */
const maxRetryAfterMs = 6 * 3_600_000

export function attemptOf(answer: Answer, { meanings, now }: { meanings: Meanings; now: number }) {
  return answer.type === 'answered'
    ? readStatus(answer, meanings, now)
    : ({
        type: answer.type === 'refused' ? 'failed' : 'retry',
        trouble: answer.trouble,
        afterMs: undefined,
      } satisfies Attempt)
}

function readStatus(
  { status, retryAfter }: Extract<Answer, { type: 'answered' }>,
  meanings: Meanings,
  now: number,
): Attempt {
  const meaning = meanings[status]
  if (meaning !== undefined) return meaning
  if (status >= 200 && status < 300) return { type: 'sent' }
  if (status >= 300 && status < 400)
    return { type: 'failed', trouble: { code: 'redirect', status } }
  const isPassing = status >= 500 || status === 429 || status === 408 || status === 425
  if (!isPassing) return { type: 'failed', trouble: { code: 'refused', status } }
  const trouble = { code: status === 429 ? 'busy' : 'answered', status } as const
  return { type: 'retry', trouble, afterMs: readRetryAfter(retryAfter, now) }
}

/** Seconds or an HTTP date (RFC 9110, 10.2.3) as ms from now; capped. `undefined` for neither. */
export function readRetryAfter(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined
  const trimmed = text.trim()
  const isDate = /^[A-Z][a-z]{2,8},? /.test(trimmed)
  const ms = /^\d+$/.test(trimmed)
    ? Number(trimmed) * 1_000
    : isDate
      ? Date.parse(trimmed) - now
      : Number.NaN
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(0, ms), maxRetryAfterMs)
}

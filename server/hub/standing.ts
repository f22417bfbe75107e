import type { Course } from './output.ts'

/**
 * How far clients have been told. One object for all who were told the same at the same moment, so that
 * a thousand of them are served by one comparison each; it is replaced and never changed.
 */
export interface Standing {
  /** `undefined` before a snapshot. */
  readonly sequence: number | undefined
  /** How often the cohort's instruments had changed by then; `undefined` where nobody counted. */
  readonly revisions: number | undefined
  /** When something was last written, epoch ms. */
  readonly wroteAt: number
  /** The cohort's last frame, for who has got that; `undefined` for who has got another one. */
  readonly mark: Mark | undefined
}

/**
 * A frame that went out, of those that are told against the last one. Whoever got it as their last
 * one holds it, and the next frame goes on by its course. That one takes the course along: who was
 * skipped then finds a mark without one, and gets a frame that stands for itself. Groups that are
 * served at other moments have marks of their own, and no list of these is kept: a mark that nobody
 * holds is gone.
 */
export interface Mark {
  course: Course | undefined
  readonly sequence: number
  /** How often the cohort's instruments had changed. */
  readonly revisions: number
}

/** Written to just now, and told nothing that counts in any cohort. */
export function standingAt(sequence: number | undefined, now: number): Standing {
  return { sequence, revisions: undefined, wroteAt: now, mark: undefined }
}

/** For who was told something beside the prices: what builds on bytes can't go on from there. */
export function withoutMark({ sequence, revisions, wroteAt }: Standing): Standing {
  return { sequence, revisions, wroteAt, mark: undefined }
}

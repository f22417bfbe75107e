import type { Standing } from '../standing.ts'

/** Puts one standing of a subscription where another one is. */
export function copyStanding(from: Standing, to: Standing): void {
  to.sequence = from.sequence
  to.sentAt = from.sentAt
  to.digest = from.digest
  to.figures.set(from.figures)
}

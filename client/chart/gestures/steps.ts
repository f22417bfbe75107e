import type { Chart } from '../view.ts'

/** For who can't drag, turn a wheel or press a key: each is one press. */
export const steps = ['closer', 'wider', 'earlier', 'later'] as const
export type Step = (typeof steps)[number]

/** Share of the width that a page is. */
const pageShare = 0.8
const zoom = 1.6

/** Zooms around the newest where that is followed, else around the middle. */
export function takeStep({ stage, isFollowing }: Chart, step: Step): void {
  stage.move(undefined)
  const sight = stage.sight()
  if (!sight) return
  const { from, to } = sight.span
  const seconds = to - from
  const share = isFollowing() ? 1 : 0.5
  const about = (factor: number) =>
    stage.hold(from + share * seconds, share * sight.width, seconds * factor)
  switch (step) {
    case 'closer':
      about(1 / zoom)
      return
    case 'wider':
      about(zoom)
      return
    case 'earlier':
      stage.hold(from, pageShare * sight.width, seconds)
      return
    case 'later':
      stage.hold(from, -pageShare * sight.width, seconds)
  }
}

import type { Change } from '../../shared/frame.ts'

/**
 * What is made of a change, once for all cohorts that tell it: a thousand lists of a few instruments
 * tell each change eighty times. Of each instrument the newest is kept, so that of an epoch before
 * nothing more than of this one. What a sign of life alters must not be in it: it is the same change.
 */
export function oncePerChange<T, Context>(
  make: (change: Change, context: Context) => T,
): (change: Change, context: Context) => T {
  const made: ({ change: Change; told: T } | undefined)[] = []
  return (change, context) => {
    const known = made[change.index]
    if (known?.change === change) return known.told
    const told = make(change, context)
    made[change.index] = { change, told }
    return told
  }
}

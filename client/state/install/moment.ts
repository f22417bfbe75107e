/** What is remembered of a person's visits, to offer them the installation when it fits. */
export interface Visits {
  /** Those that began half an hour or more after the one before had last been seen. */
  count: number
  /** When the app was last seen open, epoch ms. */
  seenAt: number
  /** How long the app was looked at, over all visits, ms. */
  lookedMs: number
  /** Whether they made something their own: changed a list, entered a holding. */
  personal: boolean
  /** When they put the offer away, epoch ms. */
  dismissedAt: number | undefined
}

export const noVisits: Visits = {
  count: 0,
  seenAt: 0,
  lookedMs: 0,
  personal: false,
  dismissedAt: undefined,
}

const visitGapMs = 30 * 60_000
const quietMs = 60 * 86_400_000
/** Who comes back a third time would have it at hand. Before that, who stays and makes it their own. */
const enoughVisits = 3
const enoughMs = 5 * 60_000
/** In no visit the first thing that is seen. */
const settledMs = 30_000

/** The app was opened. */
export function opened(visits: Visits, now: number): Visits {
  const isNew = now - visits.seenAt >= visitGapMs
  return { ...visits, count: visits.count + (isNew ? 1 : 0), seenAt: now }
}

/** The app was looked at for so long, until now. */
export function looked(visits: Visits, { ms, now }: { ms: number; now: number }): Visits {
  return { ...visits, lookedMs: visits.lookedMs + ms, seenAt: now }
}

/** Whether to offer it now; `hereMs` is how long this page was looked at. */
export function isGoodMoment(
  visits: Visits,
  { now, hereMs }: { now: number; hereMs: number },
): boolean {
  const { count, lookedMs, personal, dismissedAt } = visits
  if (dismissedAt !== undefined && now - dismissedAt < quietMs) return false
  if (hereMs < settledMs) return false
  return count >= enoughVisits || (personal && lookedMs >= enoughMs)
}

/** What was kept, checked: whatever is wrong with it, it begins anew. */
export function readVisits(text: string | null): Visits {
  const kept = parse(text ?? '')
  if (!isObject(kept)) return noVisits
  const { count, seenAt, lookedMs, personal, dismissedAt } = kept
  if (typeof count !== 'number' || typeof seenAt !== 'number') return noVisits
  return {
    count,
    seenAt,
    lookedMs: typeof lookedMs === 'number' ? lookedMs : 0,
    personal: personal === true,
    dismissedAt: typeof dismissedAt === 'number' ? dismissedAt : undefined,
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Partial<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

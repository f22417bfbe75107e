/** What a list may be sorted by; `own` is the order that its user has given it. */
export const sortKeys = ['own', 'name', 'price', 'change', 'volume'] as const
export type SortKey = (typeof sortKeys)[number]

export interface Sort {
  by: SortKey
  /** The largest or last first; of no meaning for one's own order. */
  descending: boolean
}

export const ownOrder: Sort = { by: 'own', descending: false }

/** As one chooses it: names begin with A, figures with the largest; chosen again it turns round. */
export function nextSort(by: SortKey, before: Sort): Sort {
  if (by === 'own') return ownOrder
  return { by, descending: before.by === by ? !before.descending : by !== 'name' }
}

/** A name or a figure; `undefined` where it isn't known. */
export type SortFigure = string | number | undefined

/**
 * Sorted by what `figureOf` tells. What isn't known comes last either way round, and what is equal
 * stays in its own order.
 */
export function sorted<T>(
  items: readonly T[],
  { descending, figureOf }: { descending: boolean; figureOf(item: T): SortFigure },
): T[] {
  const keyed = items.map((item) => ({ item, figure: figureOf(item) }))
  const way = descending ? -1 : 1
  keyed.sort((a, b) => {
    if (a.figure === undefined || b.figure === undefined) {
      return Number(a.figure === undefined) - Number(b.figure === undefined)
    }
    return way * compare(a.figure, b.figure)
  })
  return keyed.map(({ item }) => item)
}

const collator = new Intl.Collator('en', { numeric: true })

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return collator.compare(String(a), String(b))
}

export function formatSort({ by, descending }: Sort): string {
  return `${by} ${descending ? 'down' : 'up'}`
}

export function parseSort(text: unknown): Sort | undefined {
  if (typeof text !== 'string') return undefined
  const [name, way] = text.split(' ')
  const by = sortKeys.find((key) => key === name)
  if (by === undefined || (way !== 'up' && way !== 'down')) return undefined
  return { by, descending: way === 'down' }
}

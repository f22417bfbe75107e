/** One line of what the bench claims: a figure, what it should be, and whether it is. */
export interface Target {
  what: string
  value: number
  /** Written out, with its unit. */
  shown: string
  atLeast?: number
  atMost?: number
  unit?: string
}

export function targetLine({ what, value, shown, atLeast, atMost, unit = '' }: Target): string {
  const isMet = value >= (atLeast ?? -Infinity) && value <= (atMost ?? Infinity)
  const wanted = atLeast === undefined ? `at most ${atMost}${unit}` : `at least ${atLeast}${unit}`
  return `- ${isMet ? '✓' : '✗'} ${what}: ${shown} (${wanted})`
}

/** How many times the figure of `peer` the one of `name` is. */
export function ratioTarget(
  what: string,
  [value, peer]: readonly [number, number],
  atLeast: number,
): Target {
  return { what, value: value / peer, shown: `${(value / peer).toFixed(2)}×`, atLeast, unit: '×' }
}

export type Column<Row> = readonly [title: string, cell: (row: Row) => string]

/** A table in Markdown. */
export function markdownTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const head = columns.map(([title]) => title).join(' | ')
  const rule = columns.map((_, index) => (index === 0 ? '---' : '--:')).join('|')
  const lines = rows.map((row) => columns.map(([, cell]) => cell(row)).join(' | '))
  return [`| ${head} |`, `|${rule}|`, ...lines.map((line) => `| ${line} |`)].join('\n')
}

export function thousands(value: number): string {
  return Number.isNaN(value) ? '–' : Math.round(value).toLocaleString('en-US')
}

export function percent(share: number): string {
  return Number.isNaN(share) ? '–' : `${Math.round(share * 100)} %`
}

/** A figure, and between which the runs lay. */
export function spread(
  middle: number,
  all: readonly number[],
  write: (value: number) => string,
): string {
  if (Number.isNaN(middle)) return '–'
  return all.length < 2
    ? write(middle)
    : `${write(middle)} (${write(Math.min(...all))}–${write(Math.max(...all))})`
}

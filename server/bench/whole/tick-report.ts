import { type Column, markdownTable, percent, spread, targetLine, thousands } from '../report.ts'

/** What a run has measured. */
export interface Tick {
  p50Ms: number
  p99Ms: number
  /** How late the venue was itself. */
  lateP99Ms: number
  load: number
  /** Changes that came, a second and client. */
  perClient: number
}

export interface Row {
  name: string
  /** Not Ebb, but who does the same in the plainest way. */
  isPlain?: true
  runs: readonly Tick[]
}

/** A table of all, and whether they are as fast as they should be. */
export function tickReport(rows: readonly Row[]): string {
  const middle = ({ runs }: Row, figure: (each: Tick) => number) =>
    runs.map(figure).sort((a, b) => a - b)[Math.floor(runs.length / 2)] ?? Number.NaN
  const over = (figure: (each: Tick) => number, write: (value: number) => string) => (row: Row) =>
    spread(middle(row, figure), row.runs.map(figure), write)
  const fixed = (digits: number) => (value: number) => value.toFixed(digits)
  const columns: Column<Row>[] = [
    ['', ({ name }) => name],
    ['median, ms', over((r) => r.p50Ms, thousands)],
    ['p99, ms', over((r) => r.p99Ms, thousands)],
    ['the stand-in late, p99, ms', over((r) => r.lateP99Ms, fixed(1))],
    ['load of the server’s core', over((r) => r.load, percent)],
    ['changes a second and client', over((r) => r.perClient, fixed(0))],
  ]
  const lines = rows.flatMap((row) => {
    if (row.isPlain) return []
    const value = middle(row, (r) => r.p99Ms)
    // An age of 4 is one below 5: ages are whole milliseconds.
    return targetLine({ what: row.name, value, shown: `p99 ${value} ms`, atMost: 4, unit: ' ms' })
  })
  return `${markdownTable(rows, columns)}\n\n${lines.join('\n')}`
}

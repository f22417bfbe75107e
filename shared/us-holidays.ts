/**
 * Days on which the NYSE and Nasdaq don't trade, and days on which they close at 13:00, as `MMDD` of
 * New York. Weekends are left out, because nothing ever trades then. From the market-hours table of
 * QuantConnect Lean (Apache-2.0), which follows the exchanges' own notices; they announce three years
 * ahead and add single days of mourning, so a new year is added here each winter.
 */
const table: Record<number, readonly [closed: string, closingEarly: string]> = {
  2013: ['0101 0121 0218 0329 0527 0704 0902 1128 1225', '0703 1129 1224'],
  2014: ['0101 0120 0217 0418 0526 0704 0901 1127 1225', '0703 1128 1224'],
  2015: ['0101 0119 0216 0403 0525 0703 0907 1126 1225', '1127 1224'],
  2016: ['0101 0118 0215 0325 0530 0704 0905 1124 1226', '1125'],
  2017: ['0102 0116 0220 0414 0529 0704 0904 1123 1225', '0703 1124'],
  2018: ['0101 0115 0219 0330 0528 0704 0903 1122 1205 1225', '0703 1123 1224'],
  2019: ['0101 0121 0218 0419 0527 0704 0902 1128 1225', '0703 1129 1224'],
  2020: ['0101 0120 0217 0410 0525 0703 0907 1126 1225', '1127 1224'],
  2021: ['0101 0118 0215 0402 0531 0705 0906 1125 1224', '1126'],
  2022: ['0117 0221 0415 0530 0620 0704 0905 1124 1226', '1125'],
  2023: ['0102 0116 0220 0407 0529 0619 0704 0904 1123 1225', '0703 1124'],
  2024: ['0101 0115 0219 0329 0527 0619 0704 0902 1128 1225', '0703 1129 1224'],
  2025: ['0101 0109 0120 0217 0418 0526 0619 0704 0901 1127 1225', '0703 1128 1224'],
  2026: ['0101 0119 0216 0403 0525 0619 0703 0907 1126 1225', '1127 1224'],
  2027: ['0101 0118 0215 0326 0531 0618 0705 0906 1125 1224', '1126'],
  2028: ['0117 0221 0414 0529 0619 0704 0904 1123 1225', '0703 1124'],
}

/** The years that the table holds; outside them every weekday counts as a whole trading day. */
export const tableYears = { first: 2013, last: 2028 } as const

export type DayKind = 'whole' | 'short' | 'closed'

/** Of a weekday: its year, and its month and day as `MMDD`. */
export function dayKind(year: number, monthAndDay: string): DayKind {
  const [closed, closingEarly] = table[year] ?? ['', '']
  if (closed.includes(monthAndDay)) return 'closed'
  return closingEarly.includes(monthAndDay) ? 'short' : 'whole'
}

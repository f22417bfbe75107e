/*
 * Comma-separated values as RFC 4180 has them: fields in quotes where they must be, quotes doubled,
 * lines that end in CR LF. Spreadsheets take text that begins with = + - @ or a tab for a formula: such
 * text is written behind an apostrophe, which reading takes away again (OWASP, CSV injection).
 */

/** The same text, safe to be opened in a spreadsheet; `undefined` is an empty field. */
export function csvText(rows: readonly (readonly (string | undefined)[])[]): string {
  return rows.map((row) => `${row.map(csvField).join(',')}\r\n`).join('')
}

/** A line of a file: its fields, and the number of the line on which it begins, from 1. */
export interface CsvRow {
  line: number
  fields: readonly string[]
}

const separators = [',', ';', '\t'] as const
export type CsvSeparator = (typeof separators)[number]

/**
 * Rows of text, parted by comma, semicolon or tab, whichever the first line has most of; lines with
 * nothing in them are left out. A quote that isn't closed takes all the rest.
 */
export function parseCsv(text: string): { rows: CsvRow[]; separator: CsvSeparator } {
  const plain = text.replace(/^\uFEFF/, '')
  const separator = separatorOf(plain)
  const rows: CsvRow[] = []
  let row: { line: number; fields: string[] } = { line: 1, fields: [] }
  let line = 1
  let at = 0

  function endRow(): void {
    if (row.fields.some((field) => field.trim() !== '')) rows.push(row)
    row = { line, fields: [] }
  }
  while (at < plain.length) {
    const field = readField(plain, at, separator)
    row.fields.push(unguarded(field.text))
    line += countLines(plain.slice(at, field.end))
    const ends = plain[field.end]
    at = field.end + 1
    if (ends === separator) {
      if (at === plain.length) row.fields.push('')
      continue
    }
    if (ends === '\r' && plain[at] === '\n') at += 1
    line += 1
    endRow()
  }
  endRow()
  return { rows, separator }
}

/** The field that begins at `from`, and where what ends it stands. */
function readField(text: string, from: number, separator: string): { text: string; end: number } {
  if (text[from] !== '"') {
    const end = endOfPlain(text, from, separator)
    return { text: text.slice(from, end), end }
  }
  let read = ''
  let at = from + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote < 0) return { text: read + text.slice(at), end: text.length }
    read += text.slice(at, quote)
    if (text[quote + 1] !== '"') {
      const end = endOfPlain(text, quote + 1, separator)
      return { text: read + text.slice(quote + 1, end), end }
    }
    read += '"'
    at = quote + 2
  }
}

function endOfPlain(text: string, from: number, separator: string): number {
  let end = from
  while (end < text.length && text[end] !== separator && !isBreak(text[end])) end += 1
  return end
}

function csvField(text = ''): string {
  const guarded = isFormula(text) ? `'${text}` : text
  return /[",;\r\n\t]|^\s|\s$/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}

/**
 * Also what already begins with apostrophes and then looks like one, so that reading takes away what
 * writing added.
 */
function isFormula(text: string): boolean {
  return /^'*[=+\-@\t\r\n＝＋－＠]/.test(text)
}

function unguarded(text: string): string {
  return text.startsWith("'") && isFormula(text) ? text.slice(1) : text
}

function separatorOf(text: string): CsvSeparator {
  const [first = ''] = text.split(/\r?\n|\r/, 1)
  const count = (each: string) => first.split(each).length
  return separators.reduce((best, each) => (count(each) > count(best) ? each : best))
}

function countLines(text: string): number {
  return text.split(/\r\n|\r|\n/).length - 1
}

function isBreak(character: string | undefined): boolean {
  return character === '\n' || character === '\r'
}

/*
 * Where a thing stands among others, as a text: a fraction between 0 and 1 in digits of base 62, which
 * are in the order of their character codes, so that texts compare as fractions do. Between any two
 * there is room for another, so a move changes the one thing that is moved, and two devices that move
 * different things don't disturb each other. A position never ends in 0: what is before it has room too.
 */
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const base = digits.length

/** What is put at an end steps by one of 62^3, so that a list that only grows keeps short positions. */
const stepDigits = 3
const steps = base ** stepDigits

/** Halving the same gap over and over adds a digit every six times: past this all are spread anew. */
export const maxPositionChars = 32

const shape = new RegExp(`^[0-9A-Za-z]{0,${maxPositionChars - 1}}[1-9A-Za-z]$`)

/** Of something that stands somewhere among others. */
export interface Placed {
  id: string
  position: string
}

export function isPosition(value: unknown): value is string {
  return typeof value === 'string' && shape.test(value)
}

/** The order of all such things, the same on every device: where two stand at one place, by their ids. */
export function byPosition(a: Placed, b: Placed): number {
  if (a.position !== b.position) return a.position < b.position ? -1 : 1
  if (a.id === b.id) return 0
  return a.id < b.id ? -1 : 1
}

/**
 * What changes so that `id` comes to stand at `index` among the others, which are in their order, or
 * at the end: its own position, or everyone's where there is no room left between its neighbours.
 */
export function place(others: readonly Placed[], to: { id: string; index: number }): Placed[] {
  const { id } = to
  const index = Math.min(to.index, others.length)
  const before = others[index - 1]?.position
  const after = others[index]?.position
  const hasRoom = before === undefined || after === undefined || before < after
  const position = hasRoom ? positionBetween(before, after) : undefined
  if (position !== undefined && position.length <= maxPositionChars) return [{ id, position }]
  const all = [...others.slice(0, index), { id, position: '' }, ...others.slice(index)]
  const fresh = spread(all.length)
  return all.flatMap((each, at) => {
    const moved = fresh[at]
    return moved === undefined || moved === each.position ? [] : [{ id: each.id, position: moved }]
  })
}

/** A position between two, of which the first is below the second; `undefined` is either end. */
export function positionBetween(before: string | undefined, after: string | undefined): string {
  if (before !== undefined && after !== undefined && before >= after) {
    throw new Error(`Nothing lies between ${before} and ${after}: spread them anew.`)
  }
  return stepPast(before, after) ?? middle(before ?? '', after)
}

/** So many positions in a row, with room before, between and after them. */
export function spread(count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    return step(Math.floor(((index + 1) * steps) / (count + 1))) ?? middle('', undefined)
  })
}

/** The next step at an end that is open; none in between, nor where all steps are used up. */
function stepPast(before: string | undefined, after: string | undefined): string | undefined {
  if (before !== undefined && after === undefined) return step(headOf(before) + 1)
  if (before !== undefined || after === undefined) return undefined
  // What has more digits than a step lies above that step.
  return step(headOf(after) - (after.length > stepDigits ? 0 : 1))
}

/** The first few digits, as a number of steps. */
function headOf(position: string): number {
  let head = 0
  for (let at = 0; at < stepDigits; at++) head = head * base + digitAt(position, at)
  return head
}

/** So many steps as a position; none where that is an end. */
function step(count: number): string | undefined {
  if (count <= 0 || count >= steps) return undefined
  let text = ''
  for (let rest = count; text.length < stepDigits; rest = Math.floor(rest / base)) {
    text = `${digits[rest % base]}${text}`
  }
  return text.replace(/0+$/, '')
}

/** The shortest text halfway between; without `high` the end is 1. */
function middle(low: string, high: string | undefined): string {
  let text = ''
  let end = high
  for (let at = 0; ; at++) {
    const from = digitAt(low, at)
    const to = end === undefined ? base : digitAt(end, at)
    const half = (from + to) >> 1
    if (half > from) return text + digits[half]
    text += digits[from]
    // From here on, whatever is above `low` is below `high`.
    if (to > from) end = undefined
  }
}

function digitAt(position: string, at: number): number {
  return at < position.length ? digits.indexOf(position.charAt(at)) : 0
}

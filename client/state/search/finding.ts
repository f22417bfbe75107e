import type { FoundInstrument } from '../../../shared/api.ts'
import { type VenueName, venues } from '../../../shared/instrument.ts'
import { questionOf, rankOf, termsOf } from '../../../shared/search.ts'

/** What is told of an instrument that was found, and what its finder takes along. */
export type Finding = Pick<
  FoundInstrument,
  'name' | 'symbol' | 'base' | 'quote' | 'kind' | 'status' | 'fullName'
> & {
  /** Absent where the device knows the symbol alone. */
  venue: VenueName | undefined
}

/** Of what is known here, what matches; the best first, and what matches alike in the order it came. */
export function findAmong(known: readonly Finding[], query: string, limit: number): Finding[] {
  const question = questionOf(query)
  const ranked = unique(known).flatMap((finding) => {
    const rank = rankOf(termsOf({ ...finding, fullName: finding.fullName }), question)
    return rank === undefined ? [] : [{ finding, rank }]
  })
  ranked.sort((a, b) => a.rank - b.rank || worthOf(a.finding) - worthOf(b.finding))
  return ranked.slice(0, limit).map(({ finding }) => finding)
}

/** Each name once, the first of its kind. */
export function unique(findings: readonly Finding[]): Finding[] {
  const names = new Set<string>()
  return findings.filter(({ name }) => !names.has(name) && names.add(name))
}

/** Each pair once: of a pair that several venues list, the best ranked stands for all. */
export function onePerPair(findings: readonly Finding[]): Finding[] {
  const pairs = new Set<string>()
  return findings.filter(({ base, quote }) => {
    const pair = `${base}/${quote}`
    return !pairs.has(pair) && pairs.add(pair)
  })
}

/** What the device has kept, checked; `undefined` for what can't be read. */
export function parseFinding(value: unknown): Finding | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { name, symbol, base, quote, fullName, ...rest }: Partial<Record<keyof Finding, unknown>> =
    value
  if (typeof name !== 'string' || typeof symbol !== 'string') return undefined
  if (typeof base !== 'string' || typeof quote !== 'string') return undefined
  return {
    name,
    symbol,
    base,
    quote,
    fullName: typeof fullName === 'string' ? fullName : undefined,
    venue: venues.find((each) => each === rest.venue),
    kind: rest.kind === 'stock' ? 'stock' : 'spot',
    status: rest.status === 'dead' || rest.status === 'halted' ? rest.status : 'trading',
  }
}

function worthOf({ status }: Finding): number {
  return status === 'trading' ? 0 : status === 'halted' ? 1 : 2
}

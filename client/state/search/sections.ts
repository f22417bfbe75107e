import { type Finding, onePerPair } from './finding.ts'

/** Some of what was found, under a name of its own where there is more than one such part. */
export interface SearchSection {
  name: 'recent' | 'popular' | undefined
  findings: readonly Finding[]
}

const shownRecent = 5

/** Before anything is typed: what was chosen of late, then what is traded most; after, what was found. */
export function sectionsOf(
  query: string,
  { found, recent }: { found: readonly Finding[]; recent: readonly Finding[] },
): SearchSection[] {
  if (query !== '') return [{ name: undefined, findings: found }]
  const latest = recent.slice(0, shownRecent)
  const known = new Set(latest.map(({ name }) => name))
  const popular = onePerPair(found).filter(({ name }) => !known.has(name))
  const sections: SearchSection[] = [
    { name: 'recent', findings: latest },
    { name: 'popular', findings: popular },
  ]
  return sections.filter(({ findings }) => findings.length > 0)
}

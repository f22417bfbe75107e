import type { Finding } from './finding.ts'

/** Lists change by the day, but a market that has only just come up lists more by the second. */
const freshMs = 5 * 60_000
/** More than a person types in one visit; beyond it the one that was unused the longest goes. */
const kept = 60

/** The server's last answers, by what was asked. */
export function makeAnswers(now: () => number = Date.now) {
  const byQuery = new Map<string, { at: number; found: readonly Finding[] }>()

  return {
    /** The answer, while it is new enough to stand for another. */
    get(query: string): readonly Finding[] | undefined {
      const answer = byQuery.get(query)
      if (answer === undefined || now() - answer.at >= freshMs) return undefined
      byQuery.delete(query)
      byQuery.set(query, answer)
      return answer.found
    },
    put(query: string, found: readonly Finding[]): void {
      byQuery.delete(query)
      byQuery.set(query, { at: now(), found })
      for (const oldest of byQuery.keys()) {
        if (byQuery.size <= kept) break
        byQuery.delete(oldest)
      }
    },
    /** Everything that any answer had, however old, the newest answer's first. */
    all: (): Finding[] => [...byQuery.values()].reverse().flatMap(({ found }) => found),
  }
}

export type Answers = ReturnType<typeof makeAnswers>

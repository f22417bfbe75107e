/** What an answer is made of, kept for a while for everybody who asks. */
export interface KeptAnswers<K, T> {
  /** What was made within the last `servesMs`, or is being made; else it is made. */
  get(key: K, clock: number, make: () => Promise<T>): Promise<T>
}

/** At most `max` are kept; then the oldest goes. One that failed serves nobody. */
export function makeKeptAnswers<K, T>({
  servesMs,
  max,
}: {
  servesMs: number
  max: number
}): KeptAnswers<K, T> {
  const kept = new Map<K, { at: number; answer: Promise<T> }>()
  return {
    get(key, clock, make) {
      const before = kept.get(key)
      // A recording's clock starts over.
      if (before && Math.abs(clock - before.at) < servesMs) return before.answer
      const answer = make()
      kept.delete(key)
      kept.set(key, { at: clock, answer })
      answer.catch(() => kept.delete(key))
      for (const oldest of kept.keys()) {
        if (kept.size <= max) break
        kept.delete(oldest)
      }
      return answer
    },
  }
}

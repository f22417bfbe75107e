/** Rows so far beyond either edge are kept up to date too, so that a quick finger finds none that is old. */
const margin = '100% 0%'

/** Which rows of a list are in sight, or nearly. What is not needs no work. */
export interface Sight {
  /** Told when that changes, and once at the beginning. Returns what ends it. */
  watch(item: Element, seen: (inSight: boolean) => void): () => void
  stop(): void
}

export function makeSight(scroller: Element): Sight {
  const watched = new WeakMap<Element, (inSight: boolean) => void>()
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) watched.get(target)?.(isIntersecting)
    },
    { root: scroller, rootMargin: margin },
  )
  return {
    watch(item, seen) {
      watched.set(item, seen)
      observer.observe(item)
      return () => {
        watched.delete(item)
        observer.unobserve(item)
      }
    },
    stop: () => observer.disconnect(),
  }
}

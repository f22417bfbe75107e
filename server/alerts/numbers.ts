/** Small numbers, each one's own until it is given back. */
export interface Numbers {
  take(): number
  give(number: number): void
}

export function makeNumbers(): Numbers {
  const free: number[] = []
  let next = 0
  return {
    take: () => free.pop() ?? next++,
    give(number) {
      free.push(number)
    },
  }
}

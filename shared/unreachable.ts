/** Ends a `switch` over a union: the compiler proves that no case is missing, and a stray value throws. */
export function unreachable(value: never): never {
  throw new Error(
    `Unexpected value ${JSON.stringify(value)}: a case is missing where it is handled.`,
  )
}

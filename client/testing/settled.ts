/** Until all that was waiting is done: for stand-ins that answer at once, without a timer. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}

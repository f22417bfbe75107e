/**
 * Runs statements in turn for a row, each of which gets as parameters what those before it returned too;
 * where one that returns something finds nothing, it goes no further. What was returned is put into the
 * row, which is ours alone.
 * @param {import('better-sqlite3').Statement<unknown[]>[]} steps
 * @param {object} row
 * @returns {object | undefined} What they returned; `undefined` where it went no further.
 */
export function through(steps, row) {
  const told = {}
  for (const step of steps) {
    if (step.reader) {
      const found = step.get(row)
      if (found === undefined) return undefined
      Object.assign(told, found)
      Object.assign(row, found)
    } else step.run(row)
  }
  return told
}

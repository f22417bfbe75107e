/** What to measure of a part: `npm run bench -- fan-out short only=Ebb at=10,000`. */
export interface Choice {
  /** For developing: one short run, and nothing written to the results. */
  short: boolean
  /** Whom to measure, where there are several; by name. */
  only: RegExp
  /** At which works, where there are several; by name. */
  at: RegExp
  say(line: string): void
}

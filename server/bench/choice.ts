/** What to measure of a part: `npm run bench -- fan-out short only=Ebb at=10,000`. Less than all isn't kept. */
export interface Choice {
  /** For developing: one short run. */
  short: boolean
  /** Whom to measure, where there are several; by name. */
  only: RegExp
  /** At which works, where there are several; by name. */
  at: RegExp
  say(line: string): void
}

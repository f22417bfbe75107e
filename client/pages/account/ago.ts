import { formatAge } from '../../words/format.ts'
import { accountWords } from '../../words/late/account.ts'

/** How long ago, as one says it. A clock that is a little behind the server's sees nothing in the future. */
export function agoText(at: number, now: number): string {
  const age = Math.max(0, now - at)
  return age < 5_000 ? accountWords().justNow : accountWords().ago(formatAge(age))
}

import { notificationsWords } from '../../words/late/notifications.ts'
import type { Answer } from '../account/ask-server.ts'

/** Why it was not done, and what to do; the server's own words where it has some. */
export function troubleText(answer: Extract<Answer<unknown>, { ok: false }>): string {
  const { refused, unreachable } = notificationsWords().settings.channels
  if (answer.status === 0 || answer.status >= 500) return answer.problem.detail ?? unreachable
  return answer.problem.detail ?? refused
}

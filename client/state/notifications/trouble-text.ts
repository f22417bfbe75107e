import type { Delivery } from '../../../shared/notification.ts'
import { type TroubleCode, troubleCodes } from '../../../shared/trouble.ts'
import { notificationsWords } from '../../words/late/notifications.ts'
import type { Answer } from '../account/ask-server.ts'

/** Why a channel was not added or confirmed, and what to do. */
export function refusalText(answer: Extract<Answer<unknown>, { ok: false }>): string {
  const said = notificationsWords().settings.channels
  const { field } = answer.problem
  switch (answer.status) {
    case 401:
      return said.ended
    case 409:
      return said.full
    case 422:
      return field === 'url' ? said.urlRefused : field === 'code' ? said.codeRefused : said.refused
    case 429:
      return said.limited
    case 502:
      return said.codeUnsent
    default:
      return answer.status === 0 || answer.status >= 500 ? said.unreachable : said.refused
  }
}

/** Why a delivery did not get through. What an older server has written stands as it is. */
export function troubleText(trouble: Delivery['trouble']): string | undefined {
  if (trouble === undefined || typeof trouble === 'string') return trouble
  const said = notificationsWords().delivery
  // A newer server may know more.
  if (!isKnown(trouble.code)) return said.troubleUnknown
  const text = said.trouble[trouble.code]
  const whole = trouble.status === undefined ? text : said.answer(text, trouble.status)
  return trouble.givenUp === true ? said.givenUp(whole) : whole
}

function isKnown(code: string): code is TroubleCode {
  return troubleCodes.some((each) => each === code)
}

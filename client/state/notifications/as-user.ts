import type { Account } from '../account/account.ts'
import { type Answer, askServer, type Question } from '../account/ask-server.ts'

/** Asks for what only a user can have. */
export function makeAsUser({
  ended,
  beginUnlessEnded,
}: Pick<Account, 'ended' | 'beginUnlessEnded'>) {
  return {
    /** What there is of theirs. Of nobody's there is nothing: the answer is 401. */
    async read<T>(path: string): Promise<Answer<T>> {
      const answer = await askServer<T>(path)
      if (isNobody(answer)) ended()
      return answer
    },
    /** What they want now: where nobody is known yet, a session is begun first. */
    async want<T>(path: string, question: Question): Promise<Answer<T>> {
      const answer = await askServer<T>(path, question)
      if (!isNobody(answer)) return answer
      return (await beginUnlessEnded()) ? askServer<T>(path, question) : answer
    },
  }
}

const isNobody = (answer: Answer<unknown>) => !answer.ok && answer.status === 401

export type AsUser = ReturnType<typeof makeAsUser>

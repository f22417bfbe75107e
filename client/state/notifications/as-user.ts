import type { Account } from '../account/account.ts'
import { type Answer, askServer, type Question } from '../account/ask-server.ts'

/** Asks for what only a user can have. That the session has ended is told at once, whoever finds out. */
export function makeAsUser({ phase, begin, ended }: Pick<Account, 'phase' | 'begin' | 'ended'>) {
  async function ask<T>(path: string, question?: Question): Promise<Answer<T>> {
    const answer = await askServer<T>(path, question)
    if (isNobody(answer)) ended()
    return answer
  }

  return {
    /** What there is of theirs. Of nobody's there is nothing: the answer is 401. */
    read: <T>(path: string) => ask<T>(path),
    /**
     * What they want now: where nobody is known yet, a session is begun first. Where one has ended they
     * are told before, and choose whom to be: nobody else is begun behind their back.
     */
    async want<T>(path: string, question: Question): Promise<Answer<T>> {
      const wasBegun = phase() === 'begun'
      const answer = await ask<T>(path, question)
      if (!isNobody(answer) || wasBegun) return answer
      return (await begin()) ? ask<T>(path, question) : answer
    },
  }
}

const isNobody = (answer: Answer<unknown>) => !answer.ok && answer.status === 401

export type AsUser = ReturnType<typeof makeAsUser>

import type { Account } from '../account/account.ts'
import { type Answer, askServer, type Question } from '../account/ask-server.ts'

/** Asks for what only a user can have. That the session has ended is told at once, whoever finds out. */
export function makeAsUser({ phase, begin, ended }: Pick<Account, 'phase' | 'begin' | 'ended'>) {
  async function ask<T>(path: string, question?: Question): Promise<Answer<T>> {
    const answer = await askServer<T>(path, question)
    if (!answer.ok && answer.status === 401) ended()
    return answer
  }

  return {
    /** What there is of theirs. Of nobody's there is nothing: the answer is 401, and nobody is asked. */
    async read<T>(path: string): Promise<Answer<T>> {
      return phase() === 'begun' ? ask<T>(path) : { ok: false, status: 401, problem: {} }
    },
    /**
     * What they want now: where nobody is known yet, a session is begun first. Where one has ended they
     * are told before, and choose whom to be: nobody else is begun behind their back.
     */
    async want<T>(path: string, question: Question): Promise<Answer<T>> {
      const isThere = phase() === 'begun' || (await begin())
      return isThere ? ask<T>(path, question) : { ok: false, status: 0, problem: {} }
    },
  }
}

export type AsUser = ReturnType<typeof makeAsUser>

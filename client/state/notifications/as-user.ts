import { type Answer, askServer, type Question } from '../account/ask-server.ts'

/** Asks for what only a user can have: where nobody is known yet, a session is begun first. */
export function makeAskAsUser(begin: () => Promise<boolean>) {
  return async <T>(path: string, question: Question): Promise<Answer<T>> => {
    const answer = await askServer<T>(path, question)
    if (answer.ok || answer.status !== 401) return answer
    return (await begin()) ? askServer<T>(path, question) : answer
  }
}

export type AskAsUser = ReturnType<typeof makeAskAsUser>

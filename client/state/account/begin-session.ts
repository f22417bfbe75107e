import { askServer } from './ask-server.ts'

/** The cookie comes with the answer. A session that is there already goes on. */
export async function beginSession(): Promise<boolean> {
  return (await askServer('/api/session', { method: 'POST' })).ok
}

import type { Identity, Sessions } from '../http/sessions.ts'

/** For tests: whoever asks is this user. */
export function sessionsFor(user: string): Sessions {
  const identity: Identity = { id: `${user} here`, user, device: 'Firefox', createdAt: 0 }
  return {
    of: async () => identity,
    required: async (c, next) => {
      c.set('session', identity)
      await next()
    },
    begin: async () => identity,
    prolong() {},
    become: async () => identity,
    end: async () => true,
    leave() {},
    forget() {},
  }
}

import { createHash, randomBytes } from 'node:crypto'

/** 256 bits of chance, base64url: 43 characters. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What the database knows a token by. Chance needs no salt: nobody can try them all. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

/** For users, sessions and whatever else is asked for by name. */
export function newId(): string {
  return randomBytes(16).toString('base64url')
}

/** Whether a text can be one of ours at all. */
export function isToken(text: string): boolean {
  return /^[\w-]{43}$/.test(text)
}

import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { PasskeyStore } from '../storage/accounts/accounts.ts'
import type { DocumentStore } from '../storage/storage.ts'

/*
 * A challenge is known by what it is, not by a row: whoever asks for a login has no session yet, and
 * strangers who only ask leave nothing behind. Base64url of
 *
 *   ┌────────┬──────────────────┬──────────────────┐
 *   │ 4      │ 16               │ 16 bytes         │
 *   └─┬──────┴─┬────────────────┴─┬────────────────┘
 *     │        │                  └ what only servers of this database can have made: the first half of
 *     │        │                    HMAC-SHA-256 over the rest, what it is for and whom it was put to
 *     │        └ chance, as much as WebAuthn level 3 asks for, section 13.4.3
 *     └ when it is over, s since 1970
 *
 * One that was answered is written down until it is over: nobody answers it twice.
 */
export interface Challenges {
  /** The bytes to be signed. */
  put(about: About): Promise<Uint8Array<ArrayBuffer>>
  /** Takes an answer, base64url: whether this was put so, is not over, and wasn't answered before. */
  take(challenge: string, about: About): Promise<boolean>
}

export interface About {
  /** An answer to another question counts for nothing. */
  purpose: string
  /** `undefined`: that is what is asked. */
  user: string | undefined
}

export interface ChallengesOptions {
  store: Pick<PasskeyStore['challenges'], 'spend'>
  documents: Pick<DocumentStore, 'read' | 'replace'>
  now(): number
}

export const challengeMs = 300_000
const [endBytes, chanceBytes, proofBytes] = [4, 16, 16]
const headBytes = endBytes + chanceBytes
const documentName = 'challenge-key'

export function makeChallenges({ store, documents, now }: ChallengesOptions): Challenges {
  let known: Buffer | undefined

  /** Made at the first use and kept, so that each server of a database knows the others' challenges. */
  async function key(): Promise<Buffer> {
    if (known !== undefined) return known
    let text = await documents.read(documentName)
    if (text === undefined) {
      const made = randomBytes(32).toString('base64url')
      // Where another server was faster, its key is everybody's.
      await documents.replace(documentName, { was: undefined, text: made })
      text = await documents.read(documentName)
    }
    known = Buffer.from(text ?? '', 'base64url')
    if (known.length !== 32) throw new Error(`The document ${documentName} is no key: delete it.`)
    return known
  }

  async function proofOf(head: Uint8Array, { purpose, user }: About): Promise<Buffer> {
    const about = JSON.stringify([purpose, user ?? null])
    const mac = createHmac('sha256', await key())
      .update(head)
      .update(about)
    return mac.digest().subarray(0, proofBytes)
  }

  return {
    async put(about) {
      const head = Buffer.alloc(headBytes)
      head.writeUInt32BE(Math.floor((now() + challengeMs) / 1_000))
      randomBytes(chanceBytes).copy(head, endBytes)
      return new Uint8Array(Buffer.concat([head, await proofOf(head, about)]))
    },
    async take(challenge, about) {
      const bytes = Buffer.from(challenge, 'base64url')
      // One text for each challenge: another spelling of it would be taken for another.
      if (bytes.length !== headBytes + proofBytes || bytes.toString('base64url') !== challenge) {
        return false
      }
      const [head, proof] = [bytes.subarray(0, headBytes), bytes.subarray(headBytes)]
      const endsAt = head.readUInt32BE() * 1_000
      if (endsAt <= now() || !timingSafeEqual(proof, await proofOf(head, about))) return false
      // For longer than it is good, because the clocks of several servers differ.
      return store.spend({ challenge, until: endsAt + challengeMs })
    },
  }
}

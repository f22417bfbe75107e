import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent, request as httpsRequest } from 'node:https'
import type { Trouble, TroubleCode } from '../../shared/trouble.ts'
import { type Guard, RefusedAddress } from './guard.ts'

/** What became of a request to a stranger's address. */
export type Answer =
  | { type: 'answered'; status: number; retryAfter: string | undefined }
  /** It will be refused the next time too. */
  | { type: 'refused'; trouble: Trouble }
  /** The network's fault, or theirs. */
  | { type: 'failed'; trouble: Trouble }

export interface Post {
  url: URL
  headers: Record<string, string | number>
  body: Buffer | string
}

export interface Poster {
  post(what: Post): Promise<Answer>
  /** Closes what is kept open. */
  stop(): void
}

export interface PosterOptions {
  guard: Guard
  /** All of it: name, connection, request and answer. */
  timeoutMs: number
  /** Certificates to trust beside the usual, PEM. */
  ca?: string
}

/** What of an answer is waited for: it says nothing that is read, but lets the connection be used again. */
const maxAnswerBytes = 16_384
const idleMs = 30_000

/**
 * Posts to addresses that a guard lets through; follows no redirect, reads no more of an answer than
 * its head.
 */
export function makePoster({ guard, timeoutMs, ca }: PosterOptions): Poster {
  const shared = { keepAlive: true, timeout: idleMs, maxFreeSockets: 64 }
  const secure = new Agent({ ...shared, ...(ca !== undefined && { ca }) })
  const plain = new HttpAgent(shared)

  return {
    post: ({ url, headers, body }) =>
      new Promise((resolve) => {
        if (guard.fault(url) !== undefined) {
          resolve(refused)
          return
        }
        const isSecure = url.protocol === 'https:'
        const request = (isSecure ? httpsRequest : httpRequest)(url, {
          method: 'POST',
          agent: isSecure ? secure : plain,
          headers: { 'user-agent': 'Ebb', ...headers, 'content-length': Buffer.byteLength(body) },
          lookup: guard.lookup(url),
        })
        const timer = setTimeout(() => {
          settle({ type: 'failed', trouble: { code: 'slow' } })
          request.destroy()
        }, timeoutMs)

        function settle(answer: Answer): void {
          clearTimeout(timer)
          resolve(answer)
        }

        request.on('error', (error) => {
          const isRefused = error instanceof RefusedAddress
          settle(isRefused ? refused : { type: 'failed', trouble: { code: faultOf(error) } })
        })
        request.on('response', (response) => {
          const { statusCode: status = 0, headers: told } = response
          settle({ type: 'answered', status, retryAfter: told['retry-after'] })
          drain(response)
        })
        request.end(body)
      }),
    stop() {
      secure.destroy()
      plain.destroy()
    },
  }
}

/** Reads what is left of an answer for its connection's sake; whoever says too much or too slowly is left. */
function drain(response: IncomingMessage): void {
  let bytes = 0
  const timer = setTimeout(() => response.destroy(), 1_000)
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > maxAnswerBytes) response.destroy()
  })
  response.on('error', () => {})
  response.on('close', () => clearTimeout(timer))
}

const refused: Answer = { type: 'refused', trouble: { code: 'address' } }

const faults: Partial<Record<string, TroubleCode>> = {
  ENOTFOUND: 'no-host',
  ENODATA: 'no-host',
  ECONNREFUSED: 'not-listening',
  ECONNRESET: 'cut',
  ETIMEDOUT: 'slow',
  EHOSTUNREACH: 'host-unreachable',
  ENETUNREACH: 'network-unreachable',
  CERT_HAS_EXPIRED: 'certificate-expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate-unknown',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate-unknown',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate-unknown',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate-other',
}

/** Never what the error says itself: it may repeat the address, whose path is a secret. */
function faultOf(error: Error): TroubleCode {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return faults[code] ?? 'connection'
}

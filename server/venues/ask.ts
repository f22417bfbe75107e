import { parseRetryAfter } from './link.ts'

export type Answer =
  | { ok: true; value: unknown }
  /** `body` is there where a refusal was JSON: venues say in it what they refuse. */
  | {
      ok: false
      reason: string
      status?: number
      retryAfterMs?: number | undefined
      body?: unknown
    }

/** Asks a venue's REST for JSON. Never throws; never reads more than `maxBytes`. */
export async function askJson(
  url: string,
  { signal, timeoutMs = 5000, maxBytes = 8 << 20, headers }: AskOptions,
): Promise<Answer> {
  try {
    const response = await fetch(url, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      redirect: 'error',
      headers: { ...headers, accept: 'application/json' },
    })
    const text = await readText(response, maxBytes)
    const { status } = response
    if (text === undefined) {
      return { ok: false, reason: `The answer exceeds ${maxBytes} bytes.`, status }
    }
    const value = parseJson(text)
    if (response.ok) {
      return value === undefined
        ? { ok: false, reason: 'The answer is no JSON.', status }
        : { ok: true, value }
    }
    const retryAfterMs = parseRetryAfter(response.headers.get('retry-after'))
    return { ok: false, reason: `It answered HTTP ${status}.`, status, retryAfterMs, body: value }
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error
    return {
      ok: false,
      reason: cause instanceof Error ? cause.message || cause.name : String(cause),
    }
  }
}

export interface AskOptions {
  signal: AbortSignal
  timeoutMs?: number
  maxBytes?: number
  /** Where a venue takes its key in one. */
  headers?: Record<string, string> | undefined
}

async function readText(response: Response, maxBytes: number): Promise<string | undefined> {
  if (!response.body) return ''
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body) {
    bytes += chunk.byteLength
    // Leaving the loop cancels the body.
    if (bytes > maxBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

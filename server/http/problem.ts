import { STATUS_CODES } from 'node:http'
import type { Problem } from '../../shared/api.ts'

/** RFC 9457: how every refusal over HTTP reads. */
export const problemType = 'application/problem+json'

export type ProblemOptions = Pick<Problem, 'status' | 'detail' | 'field' | 'symbols'>

/** `detail` is a sentence that says what to do; `field` names the parameter to mend. */
export function makeProblem({ status, detail, field, symbols }: ProblemOptions): Problem {
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    ...(field !== undefined && { field }),
    ...(symbols !== undefined && { symbols }),
  }
}

export function problemResponse(
  options: ProblemOptions,
  headers: Record<string, string> = {},
): Response {
  return new Response(JSON.stringify(makeProblem(options)), {
    status: options.status,
    headers: { 'content-type': problemType, 'cache-control': 'no-store', ...headers },
  })
}

/** Where nothing of ours is, nor ever was. */
export function nothingHere(): Response {
  return problemResponse({ status: 404, detail: 'There is nothing at this address.' })
}

/** To a session whose user went a moment ago. */
export function nobodyAnyMore(): Response {
  return problemResponse({ status: 401, detail: 'This account has been deleted.' })
}

/** What a validator found, of whatever schema. */
interface Checked {
  success: boolean
  error?: readonly { message: string; path?: readonly unknown[] | undefined }[] | undefined
}

/** The hook of every validator: the first fault as a problem that names its field. */
export function refuse(result: Checked): Response | undefined {
  if (result.success) return undefined
  const issue = result.error?.[0]
  const field = issue?.path?.map(keyOf).join('.') || undefined
  const detail = `${field ?? 'The body'} ${issue?.message ?? 'is not as it must be'}.`
  return problemResponse({ status: 400, detail, ...(field !== undefined && { field }) })
}

function keyOf(segment: unknown): string {
  const isWrapped = typeof segment === 'object' && segment !== null && 'key' in segment
  return String(isWrapped ? segment.key : segment)
}

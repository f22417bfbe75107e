import { makeProblem, type ProblemOptions, problemType } from './problem.ts'
import { securityHeaders } from './security-headers.ts'

/** A whole answer in HTTP/1.1, for a connection that Node's HTTP has let go of; it closes then. */
export function rawProblem(options: ProblemOptions, headers: Record<string, string> = {}): string {
  const problem = makeProblem(options)
  const body = JSON.stringify(problem)
  const fields = {
    ...securityHeaders,
    connection: 'close',
    'content-type': problemType,
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  }
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`)
  return [`HTTP/1.1 ${problem.status} ${problem.title}`, ...lines, '', body].join('\r\n')
}

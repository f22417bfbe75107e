import type { HttpBindings } from '@hono/node-server'
import type { ErrorHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { problemResponse } from './http/problem.ts'
import type { Log } from './operations/log.ts'
import { StorageError } from './storage/storage.ts'

/** Answers where a route has thrown. What is wrong inside is the operator's to know: it is in the log. */
export function failureAnswers({ log }: { log: Pick<Log, 'error'> }): ErrorHandler<{
  Bindings: HttpBindings
}> {
  return (error, c) => {
    if (error instanceof HTTPException) {
      return problemResponse({ status: error.status, detail: `${error.message}.` })
    }
    if (error instanceof StorageError) {
      const detail = 'What is kept is out of reach at present. Try again in a few seconds.'
      return problemResponse({ status: 503, detail }, { 'retry-after': '5' })
    }
    // Who went away in the middle of a request is told nothing, and is no failure of ours.
    const { incoming } = c.env
    if (incoming.destroyed && !incoming.complete) {
      return problemResponse({ status: 400, detail: 'The request broke off.' })
    }
    log.error({ err: error, path: c.req.path }, 'A request failed.')
    return problemResponse({ status: 500, detail: 'Something went wrong here. Try again.' })
  }
}

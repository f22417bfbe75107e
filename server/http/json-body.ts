import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { every } from 'hono/combine'
import { problemResponse } from './problem.ts'
import { suspect } from './suspicion.ts'

/** Of arrays and objects within each other; nothing of ours comes near it. */
const maxDepth = 32

/**
 * Takes a body of so many bytes and no deeper than anything of ours, before anybody parses it.
 * `detail` is the sentence for who sends more.
 */
export function jsonBody({
  maxBytes,
  detail,
}: {
  maxBytes: number
  detail: string
}): MiddlewareHandler {
  const bounded = bodyLimit({
    maxSize: maxBytes,
    onError(c) {
      suspect(c, 'body')
      return problemResponse({ status: 413, detail })
    },
  })
  return every(bounded, async (c, next) => {
    if (!isDeep(await c.req.text())) return next()
    suspect(c, 'body')
    const detail = `The body is nested too deeply: ${maxDepth} arrays and objects within each other are the most.`
    return problemResponse({ status: 400, detail })
  })
}

const [quote, backslash] = ['"'.charCodeAt(0), '\\'.charCodeAt(0)]
const opening = new Set(['[', '{'].map((char) => char.charCodeAt(0)))
const closing = new Set([']', '}'].map((char) => char.charCodeAt(0)))

/** Whether JSON goes deeper than it may; of what is no JSON it says anything. */
export function isDeep(text: string): boolean {
  let depth = 0
  let isInString = false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (isInString) {
      if (code === backslash) i++
      else if (code === quote) isInString = false
    } else if (code === quote) isInString = true
    else if (closing.has(code)) depth--
    else if (opening.has(code) && ++depth > maxDepth) return true
  }
  return false
}

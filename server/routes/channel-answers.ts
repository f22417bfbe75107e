import type { Context } from 'hono'
import { z } from 'zod'
import { isZone } from '../../shared/preferences.ts'
import type { ChannelMade } from '../../shared/user-api.ts'
import type { Made } from '../http/channels.ts'
import { problemResponse } from '../http/problem.ts'
import { suspect } from '../http/suspicion.ts'

/** How whoever is told reads. */
export const readerFields = {
  language: z
    .string()
    .regex(
      /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/,
      'must be a language such as en, ko or zh-Hans',
    )
    .default('en'),
  zone: z.string().max(64).refine(isZone, 'must be a zone such as Asia/Seoul').optional(),
}

/** The app's own address, as the browser that asks calls it. */
export function originOf(c: Context): string {
  return c.req.header('origin') ?? new URL(c.req.url).origin
}

export function madeResponse(c: Context, made: Made): Response {
  switch (made.type) {
    case 'made': {
      const { id, secret } = made
      const response: ChannelMade = { id, ...(secret !== undefined && { secret }) }
      return c.json(response, 201, { 'cache-control': 'no-store' })
    }
    case 'refused': {
      const { field, reason } = made
      if (field === 'url' || field === 'endpoint') suspect(c, 'address')
      return problemResponse({ status: 422, detail: `${field} ${reason}.`, field })
    }
    case 'full': {
      const detail = `${made.max} channels are the most. Remove one that you no longer need.`
      return problemResponse({ status: 409, detail })
    }
    case 'ended': {
      const detail =
        'Pushes to this browser were ended from another device. They begin again at its user’s wish: ask without `renews`.'
      return problemResponse({ status: 410, detail })
    }
    case 'wait':
      return waitResponse(made.ms)
    case 'failed':
      return problemResponse({ status: 502, detail: made.trouble })
  }
}

export function waitResponse(ms: number): Response {
  const seconds = Math.ceil(ms / 1_000)
  const minutes = Math.ceil(seconds / 60)
  const detail = `Too many of late. Try again in ${minutes} min.`
  return problemResponse({ status: 429, detail }, { 'retry-after': String(seconds) })
}

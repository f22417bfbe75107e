import { Hono } from 'hono'
import { describeRoute, validator } from 'hono-openapi'
import { z } from 'zod'
import {
  isZone,
  minutesPerDay,
  type Preferences,
  readPreferences,
} from '../../shared/preferences.ts'
import { jsonBody } from '../http/json-body.ts'
import { refuse } from '../http/problem.ts'
import type { SessionEnv, Sessions } from '../http/sessions.ts'
import type { UserStore } from '../storage/accounts/accounts.ts'

const maxBodyBytes = 2_048
const minuteError = `must be a minute of the day, 0 to ${minutesPerDay - 1}`
const minute = z
  .int(minuteError)
  .min(0, minuteError)
  .max(minutesPerDay - 1, minuteError)
const flag = z.boolean('must be true or false')

const preferences = z.strictObject({
  quietHours: z
    .strictObject({
      from: minute,
      to: minute,
      zone: z
        .string('must be an IANA zone such as Asia/Seoul')
        .max(64, 'must be an IANA zone such as Asia/Seoul')
        .refine(isZone, 'must be an IANA zone such as Asia/Seoul'),
      pushes: z.enum(['silent', 'wait'], 'must be silent or wait'),
    })
    .optional()
    .meta({ description: 'Absent: none. `pushes`: they come silently, or wait for the end.' }),
  push: z.strictObject({ alerts: flag }),
  sound: flag,
  vibration: flag,
})

/** How a user wants to be told, the same on all their devices. */
export function preferencesRoute({
  sessions,
  users,
}: {
  sessions: Sessions
  users: Pick<UserStore, 'preferences' | 'setPreferences'>
}): Hono<SessionEnv> {
  return new Hono<SessionEnv>()
    .get(
      '/api/preferences',
      describeRoute({
        summary: 'How you want to be told',
        responses: { 200: { description: 'Preferences.' } },
      }),
      sessions.required,
      async (c) => c.json(readPreferences(await users.preferences(c.get('session').user))),
    )
    .put(
      '/api/preferences',
      describeRoute({
        summary: 'Chooses how you want to be told',
        description: 'As a whole: what is absent is none.',
        responses: { 200: { description: 'Preferences, as they are now.' } },
      }),
      sessions.required,
      jsonBody({ maxBytes: maxBodyBytes, detail: 'Preferences are at most 2 KiB of JSON.' }),
      validator('json', preferences, refuse),
      async (c) => {
        const { quietHours, ...rest } = c.req.valid('json')
        const chosen: Preferences = { quietHours, ...rest }
        await users.setPreferences(c.get('session').user, JSON.stringify(chosen))
        return c.json(chosen)
      },
    )
}

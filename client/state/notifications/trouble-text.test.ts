import { expect, it } from 'vitest'
import type { Delivery } from '../../../shared/notification.ts'
import { troubleText } from './trouble-text.ts'

it('says why, and what was answered', () => {
  const ended = { code: 'subscription-ended', status: 410 } as const
  expect(troubleText(ended)).toMatch(/^That browser takes no more pushes.* \(410\)$/)
  expect(troubleText({ code: 'no-host', givenUp: true })).toMatch(/^Given up after a day. There is/)
})

it('leaves what an older server has written, and makes something of what a newer one says', () => {
  expect(troubleText(undefined)).toBeUndefined()
  expect(troubleText('Nobody listens there.')).toBe('Nobody listens there.')
  const newer: Delivery['trouble'] = JSON.parse('{"code":"sunspots"}')
  expect(troubleText(newer)).toBe('It could not be delivered.')
})

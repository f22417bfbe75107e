import { expect, it } from 'vitest'
import { allowingOf } from './allowing.ts'
import { isOffered } from './offer.ts'
import type { PushState } from './push.ts'

const day = 86_400_000
const now = 1_000 * day
const never = { times: 0, at: 0 }
const offered = ({
  past = never,
  alerts = 1,
  state = { type: 'off' },
}: {
  past?: typeof never
  alerts?: number
  state?: PushState
}) => isOffered(past, { alerts, state, now })

it('is offered to who has made an alert, and not before', () => {
  expect(offered({ alerts: 0 })).toBe(false)
  expect(offered({})).toBe(true)
})

it('is offered only where it can be turned on, or on the Home Screen', () => {
  const states: [PushState, boolean][] = [
    [{ type: 'starting' }, false],
    [{ type: 'on', known: true }, false],
    [{ type: 'blocked', wasOn: false }, false],
    [{ type: 'lost' }, false],
    [{ type: 'lacking', lack: 'unsupported' }, false],
    [{ type: 'lacking', lack: 'home-screen' }, true],
  ]
  for (const [state, is] of states) expect(offered({ state })).toBe(is)
})

it('is offered once more after a long while, and then never again', () => {
  expect(offered({ past: { times: 1, at: now - 89 * day } })).toBe(false)
  expect(offered({ past: { times: 1, at: now - 91 * day } })).toBe(true)
  expect(offered({ past: { times: 2, at: 0 } })).toBe(false)
})

it('tells where a refused permission is found, in each browser', () => {
  const of = (userAgent: string, maxTouchPoints = 0) => allowingOf({ userAgent, maxTouchPoints })
  const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)'
  expect(of(`${mac} AppleWebKit/605.1.15 Version/18.4 Safari/605.1.15`)).toBe('safari')
  expect(of(`${mac} AppleWebKit/605.1.15 Version/18.4 Safari/605.1.15`, 5)).toBe('apple')
  expect(of(`${mac} AppleWebKit/537.36 Chrome/148.0.0.0 Safari/537.36`)).toBe('chrome')
  expect(of('Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0')).toBe(
    'firefox',
  )
  expect(of('Mozilla/5.0 (Linux; Android 16) Chrome/148.0.0.0 Mobile Safari/537.36')).toBe(
    'android',
  )
})

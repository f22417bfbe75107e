import { expect, it } from 'vitest'
import type { Market } from '../../shared/protocol.ts'
import { makeGreeting } from './websocket-greeting.ts'

it('puts what every client is told first behind the head, as it is at that moment', () => {
  const about: { market: Market; simulated: boolean } = { market: 'live', simulated: false }
  let at = 1
  const greeting = makeGreeting({ status: () => about, now: () => at })
  const heard = (answer: string) => {
    const bytes = greeting(answer)
    const head = bytes.subarray(0, answer.length).toString()
    return [head, JSON.parse(bytes.subarray(answer.length + 2).toString())]
  }
  const connected = { type: 'connected', protocol: expect.any(Number) }
  expect(heard('a\r\n')).toEqual(['a\r\n', { ...connected, ...about, server_time: 1 }])
  expect(heard('bc')).toEqual(['bc', { ...connected, ...about, server_time: 1 }])
  at = 2
  expect(heard('d')[1]).toMatchObject({ server_time: 2 })
  about.market = 'simulated'
  expect(heard('d')[1]).toMatchObject({ market: 'simulated' })
})

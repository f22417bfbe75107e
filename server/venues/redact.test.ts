import { expect, it } from 'vitest'
import { makeRedact, redactedError, redactedSink } from './redact.ts'
import { makeRecorder } from './testing/recorder.ts'
import { VenueError } from './venue-error.ts'

const key = 'c1k+/=.$&secret'
const redact = makeRedact(key)

it('takes a key out in every form it is written in', () => {
  for (const form of [key, encodeURIComponent(key), key.toUpperCase()]) {
    const text = redact(`wss://ws.example.org?token=${form} failed, ${form}.`)
    expect(text).toBe('wss://ws.example.org?token=[key] failed, [key].')
  }
  expect(redact('Nothing to hide.')).toBe('Nothing to hide.')
  expect(makeRedact('')('Nothing to hide.')).toBe('Nothing to hide.')
})

it('takes out what is left of a key where a sentence was cut', () => {
  const encoded = encodeURIComponent(key)
  for (let length = 8; length <= key.length; length++) {
    expect(redact(`… ${key.slice(0, length)}`)).toBe('… [key]')
  }
  for (let length = 16; length <= encoded.length; length++) {
    expect(redact(encoded.slice(0, length))).toMatch(/^\[key\](%|%2|%3)?$/)
  }
})

it('lets no sentence through a sink with the key in it', () => {
  const recorder = makeRecorder()
  const sink = redactedSink(recorder, redact)
  sink.refused(`The URL ${key} failed.`)
  sink.status({ phase: 'waiting', reason: `It closed: ${key}.`, retryInMs: 5 })
  sink.status({ phase: 'open' })
  expect(recorder.refusals).toEqual(['The URL [key] failed.'])
  expect(recorder.statuses).toEqual([
    { phase: 'waiting', reason: 'It closed: [key].', retryInMs: 5 },
    { phase: 'open' },
  ])
})

it('keeps what an error says but the key', () => {
  const fault = { kind: 'refused', reason: `Not with ${key}.`, retryAfterMs: 7 } as const
  const error = redactedError(new VenueError('FINNHUB', fault), redact)
  expect(error).toMatchObject({
    message: 'FINNHUB: Not with [key].',
    kind: 'refused',
    retryAfterMs: 7,
  })
  const abort = new Error('aborted')
  expect(redactedError(abort, redact)).toBe(abort)
})

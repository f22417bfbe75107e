import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type Environment, readConfig } from './config.ts'

const folder = mkdtempSync(join(tmpdir(), 'ebb-config-'))
const read = (environment: Environment) => readConfig({ EBB_DATA: folder, ...environment })
const wrong = (environment: Environment) => {
  const config = read(environment)
  return 'wrong' in config ? config.wrong : undefined
}

it('has a default for everything', () => {
  expect(read({})).toMatchObject({
    port: 8080,
    market: { kind: 'auto' },
    heartbeatMs: 15_000,
    adminToken: undefined,
    origins: [],
    logLevel: undefined,
  })
})

it('takes a variable that is set to nothing as not set', () => {
  expect(read({ PORT: '', EBB_MARKET: '' })).toMatchObject({ port: 8080, market: { kind: 'auto' } })
})

it('reads a replay with its speed and loop', () => {
  const config = read({
    EBB_MARKET: 'replay:tape.gz',
    EBB_REPLAY_SPEED: '0',
    EBB_REPLAY_LOOP: '1',
  })
  expect(config).toMatchObject({ market: { kind: 'replay', speed: 0, loop: true } })
})

it('reads how people are told beyond the open app', () => {
  expect(read({})).toMatchObject({
    delivery: { vapid: { subject: undefined, keys: undefined }, smtp: undefined },
  })
  const config = read({
    EBB_PUSH_ALLOW: 'Ntfy.lan, 10.0.0.0/8',
    EBB_WEBHOOK_ALLOW: 'fd00::/8',
    EBB_SMTP_URL: 'smtps://me%40example.org:secret@mail.example.org',
  })
  expect(config).toMatchObject({
    delivery: {
      allow: { push: ['ntfy.lan', '10.0.0.0/8'], webhook: ['fd00::/8'] },
      smtp: { from: 'Ebb <me@example.org>' },
    },
  })
  expect(wrong({ EBB_PUSH_ALLOW: 'https://ntfy.lan' })).toContain('EBB_PUSH_ALLOW')
  expect(wrong({ EBB_VAPID_SUBJECT: 'me@example.org' })).toContain('mailto:')
  expect(wrong({ EBB_VAPID_PRIVATE_KEY: 'short' })).not.toContain('short')
  const key = Buffer.alloc(32).toString('base64url')
  expect(wrong({ EBB_VAPID_PRIVATE_KEY: key })).toContain('EBB_VAPID_PUBLIC_KEY')
  expect(wrong({ EBB_SMTP_URL: 'https://user:secret@example.org' })).not.toContain('secret')
})

it('names a wrong value and what it should be, in one sentence', () => {
  expect(wrong({ PORT: '99999' })).toBe(
    'PORT must be a port from 0 to 65535; 0 takes any free one, but is "99999".',
  )
  expect(wrong({ PORT: '80a' })).toContain('PORT')
  expect(wrong({ EBB_MARKET: 'nasdaq' })).toContain('kraken, simulated or replay:<file>')
  expect(wrong({ EBB_MARKET: 'replay:' })).toContain('EBB_MARKET')
  expect(wrong({ EBB_REPLAY_SPEED: '-1' })).toContain('EBB_REPLAY_SPEED')
  expect(wrong({ EBB_REPLAY_LOOP: 'yes' })).toContain('EBB_REPLAY_LOOP')
  expect(wrong({ EBB_BINANCE_WS_URL: 'https://example.org' })).toContain('wss://')
  expect(wrong({ EBB_ORIGINS: 'https://a.example/path' })).toContain('EBB_ORIGINS')
  expect(wrong({ EBB_LOG_LEVEL: 'loud' })).toContain('EBB_LOG_LEVEL')
  expect(wrong({ EBB_DATA: '/dev/null/data' })).toContain('EBB_DATA')
})

it('reads one venue alone, and keys of those that want one', () => {
  const config = read({ EBB_MARKET: 'kraken', EBB_FINNHUB_KEY: 'abcdefgh12345678' })
  expect(config).toMatchObject({
    market: { kind: 'venue', venue: 'kraken' },
    finnhub: { key: 'abcdefgh12345678' },
    alphavantage: undefined,
  })
})

it('never repeats a secret in its sentence', () => {
  expect(wrong({ EBB_FINNHUB_KEY: 'no key!' })).not.toContain('no key!')
  expect(wrong({ DATABASE_URL: 'mysql://u:secret@h/d' })).not.toContain('secret')
  expect(wrong({ EBB_ADMIN_TOKEN: 'short' })).toBe(
    'EBB_ADMIN_TOKEN must have 16 characters or more.',
  )
})

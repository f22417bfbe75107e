import { expect, it } from 'vitest'
import { readPush, readShown } from './push-message.ts'

const origin = 'https://ebb.example'
const read = (notification: object, about: object = { web_push: 8030 }) =>
  readPush({ ...about, notification }, origin)
const least = { title: 'BTC above 70,000', navigate: `${origin}/i/BTCUSDT` }

it('reads a declarative message whole', () => {
  const message = read(
    {
      ...least,
      body: '70,001.50 on Binance',
      tag: 'alert-a',
      lang: 'en',
      dir: 'ltr',
      timestamp: 1_700_000_000_000,
      data: { id: 'n1', alert: 'a1', symbol: 'BTCUSDT' },
      actions: [{ action: 'pause', title: 'Pause' }],
    },
    { web_push: 8030, app_badge: 3 },
  )
  expect(message).toEqual({
    title: 'BTC above 70,000',
    path: '/i/BTCUSDT',
    id: 'n1',
    unread: 3,
    options: {
      body: '70,001.50 on Binance',
      tag: 'alert-a',
      renotify: true,
      lang: 'en',
      dir: 'ltr',
      timestamp: 1_700_000_000_000,
      actions: [{ action: 'pause', title: 'Pause' }],
      data: { path: '/i/BTCUSDT', alert: 'a1', id: 'n1' },
    },
  })
})

it('takes one with nothing but a title and an address', () => {
  expect(read(least)).toMatchObject({ title: least.title, id: undefined, unread: undefined })
  expect(read({ ...least, silent: true, tag: 't' })?.options).toMatchObject({
    silent: true,
    renotify: false,
  })
})

it('leads nowhere but to pages of this origin', () => {
  expect(read({ ...least, navigate: '/alerts?of=BTC#new' })?.path).toBe('/alerts?of=BTC#new')
  for (const navigate of ['https://evil.example/', '//evil.example', 'javascript:alert(1)', 7]) {
    expect(read({ ...least, navigate })).toBeUndefined()
  }
})

it('refuses whatever is not one', () => {
  for (const message of [undefined, null, 'text', 5, [], {}, { web_push: 8030 }, { title: 'a' }]) {
    expect(readPush(message, origin)).toBeUndefined()
  }
  expect(read({ ...least, title: '' })).toBeUndefined()
  expect(read(least, { web_push: 1 })).toBeUndefined()
  expect(read(least, { web_push: 8030, app_badge: '3' })?.unread).toBeUndefined()
})

it('leaves out what it does not understand, and cuts what is too long', () => {
  const message = read({
    ...least,
    body: 'x'.repeat(5_000),
    dir: 'up',
    data: 'text',
    actions: [{ action: 'a' }, 'b', { action: 'c', title: 'C' }],
  })
  expect(message?.options.body).toHaveLength(1_000)
  expect(message?.options).not.toHaveProperty('dir')
  expect(message?.options.actions).toEqual([])
})

it('knows what a notification leads to, whoever has shown it', () => {
  expect(readShown({ path: '/i/X', alert: 'a' })).toEqual({ path: '/i/X', alert: 'a' })
  expect(readShown(null)).toEqual({ path: '/', alert: undefined })
})

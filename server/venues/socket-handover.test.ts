import { expect, it } from 'vitest'
import { standExchange } from './testing/stand-exchange.ts'
import { until } from './testing/until.ts'

const venue = standExchange()

for (const form of ['raw', 'combined'] as const) {
  it(`has the new connection up before the old one goes when a shutdown is announced (${form})`, async () => {
    await venue.startOpen()
    await venue.pass(31, ['BTCUSDT'])
    venue.sink.trades.length = 0
    venue.exchange.announceShutdown(form)
    venue.exchange.announceShutdown(form)
    await until(() => venue.exchange.connections.length === 2, 'both are up')
    for (let price = 1; price <= 50; price++) venue.exchange.trade('BTCUSDT', price)
    for (let price = 1; price <= 50; price++) venue.exchange.quote('BTCUSDT', price, price + 1)
    await until(
      () => venue.sink.trades.length >= 50 && venue.sink.quotes.length >= 50,
      'all has come',
    )
    await venue.pass(3)
    await until(() => venue.exchange.connections.length === 1, 'the old one is left')
    await venue.tick('BTCUSDT', 51)
    venue.exchange.quote('BTCUSDT', 51, 52)
    await until(() => venue.sink.quotes.length >= 51, 'the last quote has come')
    const counted = Array.from({ length: 51 }, (_, i) => (i + 1) * 100)
    expect(venue.sink.prices()).toEqual(counted)
    expect(venue.sink.quotes.map(({ bid }) => bid)).toEqual(counted)
    expect(venue.exchange.upgrades()).toBe(2)
    expect(venue.sink.phase()).toBe('open')
  })
}

it('keeps the old connection while its successor is refused, and tries again', async () => {
  await venue.startOpen()
  await venue.pass(31, ['BTCUSDT'])
  venue.exchange.refuse({ status: 503 }, 'upgrade')
  venue.exchange.announceShutdown('raw')
  await until(
    () => venue.sink.refusals.some((reason) => reason.includes('HTTP 503')),
    'it is refused',
  )
  await venue.tick('BTCUSDT', 7)
  expect(venue.sink.phase()).toBe('open')
  venue.exchange.refuse()
  await venue.pass(2)
  await until(() => venue.exchange.connections.length === 2, 'it was tried again')
})

it('keeps the old connection while its successor is open and silent', async () => {
  await venue.startOpen()
  await venue.pass(31, ['BTCUSDT'])
  venue.exchange.announceShutdown('raw')
  await until(() => venue.exchange.connections.length === 2, 'both are up')
  venue.exchange.connections[1]?.mute()
  await venue.pass(31, ['BTCUSDT'])
  expect(venue.sink.refusals).toContain(
    'A new connection beside the present one did not come up. No price came for 30 s.',
  )
  expect(venue.sink.prices()).toHaveLength(62)
  await venue.pass(5, ['BTCUSDT'])
  expect(venue.exchange.upgrades()).toBe(3)
  expect(venue.exchange.connections.length).toBe(1)
  expect(venue.sink.phase()).toBe('open')
})

it('goes on with the successor when the old connection is cut before it is left', async () => {
  await venue.startOpen()
  await venue.pass(31, ['BTCUSDT'])
  venue.exchange.announceShutdown('combined')
  await until(() => venue.exchange.connections.length === 2, 'both are up')
  venue.exchange.connections[0]?.cut()
  await until(() => venue.exchange.connections.length === 1, 'one is gone')
  await venue.tick('BTCUSDT', 9)
  await venue.pass(3)
  await venue.tick('BTCUSDT', 10)
  expect(venue.exchange.upgrades()).toBe(2)
})

it('does not storm where each new connection announces its end', async () => {
  await venue.startOpen()
  for (let i = 0; i < 60; i++) {
    venue.exchange.announceShutdown('raw')
    await venue.pass(1, ['BTCUSDT'])
  }
  expect(venue.exchange.upgrades()).toBeLessThan(12)
})

it('replaces a connection before the venue cuts it', async () => {
  const lifetimeMs = 120_000
  await venue.startOpen({ lifetimeMs })
  await venue.pass(118, ['BTCUSDT', 'ETHUSDT'])
  await until(() => venue.exchange.upgrades() === 2, 'the successor was dialled')
  await venue.pass(10, ['BTCUSDT', 'ETHUSDT'])
  expect(venue.exchange.connections.length).toBe(1)
  expect(venue.sink.statuses.map(({ phase }) => phase)).toEqual(['connecting', 'open'])
})

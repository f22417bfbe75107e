import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Instrument } from '../../shared/instrument.ts'
import type { LiveOptions } from './live.ts'
import { eventually, pass } from './testing/pass.ts'
import { makeRecorder, type Recorder } from './testing/recorder.ts'
import { binanceScript } from './testing/scripts/binance.ts'
import { bybitScript } from './testing/scripts/bybit.ts'
import { coinbaseScript } from './testing/scripts/coinbase.ts'
import { krakenScript } from './testing/scripts/kraken.ts'
import { okxScript } from './testing/scripts/okx.ts'
import { type Script, type StandIn, startStandIn } from './testing/stand-in.ts'
import { until } from './testing/until.ts'
import type { Running, Venue } from './venue.ts'

/* What every venue of the real world must do, whatever its protocol. */

let standIn: StandIn
let sink: Recorder
let venue: Venue
let running: Running

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
  })
  sink = makeRecorder()
})

afterEach(async () => {
  running.stop()
  await standIn.stop()
  vi.useRealTimers()
})

async function start(script: Script, options: LiveOptions = {}): Promise<void> {
  standIn = await startStandIn(script)
  venue = script.make({ ...standIn.urls, random: () => 0.5, ...options })
  running = venue.start(sink)
}

for (const script of [binanceScript, okxScript, bybitScript, coinbaseScript, krakenScript]) {
  const { name, symbols } = script
  const [btc, eth, sol] = symbols
  const subscribed = (symbol: string) =>
    [
      script.trade(symbol, { price: 1 }),
      script.quote(symbol, 1, 2),
      script.ticker(symbol, 1),
    ].every(([topic]) => standIn.connections.at(-1)?.topics.has(topic))
  const allSubscribed = () => symbols.every(subscribed)
  const instrument = (symbol: string): Instrument => {
    const found = sink.lists.flat().find((each) => each.symbol === symbol)
    if (!found) throw new Error(`${symbol} was not announced.`)
    return found
  }
  let price = 100
  /** A trade that is waited for: whatever was sent before it has come too. */
  const tick = async (symbol: string = btc) => {
    price += 1
    const units = price * 100
    standIn.publish(script.trade(symbol, { price: String(price), id: price }))
    await until(() => sink.trades.some((trade) => trade.price === units), `${price} comes`)
  }
  const startOpen = async (options?: LiveOptions) => {
    await start(script, options)
    await eventually(allSubscribed, 'all is subscribed')
    await until(() => sink.phase() === 'open', 'it says so')
  }

  it(`${name} takes its watchlist from the venue, and delivers in its units`, async () => {
    await startOpen()
    expect(sink.lists.at(-1)?.map(({ base }) => base)).toEqual(['BTC', 'ETH', 'SOL'])
    expect(sink.lists.at(-1)?.[0]).toMatchObject({ decimals: 2, sizeDecimals: 5 })
    sink.tickers.length = 0
    standIn.publish(script.trade(btc, { price: '61837.63', size: '0.02', id: 7 }))
    standIn.publish(script.quote(btc, '61837.62', '61837.64'))
    await pass(1)
    standIn.publish(script.ticker(btc, '99.5'))
    await until(() => sink.tickers.some(({ last }) => last === 9950), 'all has come')
    expect(sink.trades).toMatchObject([
      { instrument: instrument(btc).id, price: 6_183_763, size: 2000, side: 'buy', id: 7 },
    ])
    const quote = { bid: 6_183_762, bidSize: 100_000, ask: 6_183_764, askSize: 200_000 }
    expect(sink.quotes).toContainEqual(expect.objectContaining(quote))
    const day = { last: 9950, open: 9000, high: 11_000, low: 8000, volume: 100_000_000 }
    expect(sink.tickers).toContainEqual(expect.objectContaining(day))
    expect(sink.refusals.filter((reason) => !reason.includes('does not list against'))).toEqual([])
  })

  it(`${name} follows what is wanted, and drops what is not after a while`, async () => {
    await startOpen()
    await tick()
    running.want([instrument(btc), instrument(sol)])
    await pass(10)
    expect(subscribed(eth)).toBe(true)
    await pass(60)
    await eventually(() => !subscribed(eth), 'it is dropped')
    expect(subscribed(btc) && subscribed(sol)).toBe(true)
    running.want([instrument(eth)])
    await eventually(() => subscribed(eth), 'it is wanted again')
    await tick(eth)
    running.want([])
    await eventually(() => standIn.connections.length === 0, 'nothing is wanted, nothing is open')
    await pass(60)
    const before = standIn.upgrades()
    running.want([instrument(btc)])
    await eventually(() => subscribed(btc), 'it begins again')
    expect(standIn.upgrades()).toBe(before + 1)
    await tick()
  })

  it(`${name} subscribes everything again after a cut, once`, async () => {
    await startOpen()
    await tick()
    standIn.cut()
    await until(() => sink.phase() === 'waiting', 'it is cut')
    await eventually(() => standIn.connections.length === 1 && allSubscribed(), 'it is back')
    await tick(sol)
    expect(standIn.upgrades()).toBe(2)
  })

  it(`${name} goes on with the others where the venue doesn't take a symbol, and asks no storm`, async () => {
    await start(script)
    standIn.world.unknown.add(eth)
    await eventually(() => subscribed(btc) && subscribed(sol), 'the others are subscribed')
    await tick()
    for (let i = 0; i < 120; i++) {
      await pass(1)
      await tick(i % 2 ? btc : sol)
    }
    expect(sink.refusals.filter((reason) => reason.includes(eth))).toHaveLength(1)
    expect(standIn.heard.filter((frame) => frame.includes(eth)).length).toBeLessThan(4)
    expect(standIn.upgrades()).toBe(1)
  })

  it(`${name} publishes no zero, null or NaN, and no time that is none`, async () => {
    await startOpen()
    sink.tickers.length = 0
    sink.quotes.length = 0
    const known = sink.refusals.length
    const nothings = [0, '0.00000000', null, 'NaN', '', '-5', '0.-10000']
    for (const nothing of nothings) {
      standIn.publish(script.trade(btc, { price: nothing }))
      standIn.publish(script.trade(btc, { price: 5, size: nothing }))
    }
    for (const time of [0, 171575661221]) {
      standIn.publish(script.trade(btc, { price: 5, time }))
      standIn.publish(script.ticker(btc, 5, time))
    }
    await tick()
    expect(sink.trades).toHaveLength(1)
    expect(sink.tickers.filter(({ time }) => time < Date.UTC(2009))).toEqual([])
    expect(sink.refusals.length - known).toBeGreaterThanOrEqual(nothings.length * 2 + 4)
    standIn.publish(script.quote(btc, '', '101'))
    standIn.publish(script.quote(btc, '', ''))
    await tick()
    expect(sink.quotes.filter(({ bid }) => bid === undefined)).toMatchObject([{ ask: 10_100 }])
    expect(sink.quotes.every(({ bid, ask }) => bid !== 0 && ask !== 0)).toBe(true)
  })

  it(`${name} names frames that are none, and goes on`, async () => {
    await startOpen()
    const known = sink.refusals.length
    const frames = ['<html>', '[]', 'null', '42', '', '{"a":1}', '{"data":7}', '{"channel":"?"}']
    for (const frame of frames) standIn.send(frame)
    await tick()
    expect(sink.refusals.length - known).toBe(frames.length)
    expect(standIn.upgrades()).toBe(1)
  })

  it(`${name} stays connected through a quiet market, by whatever the venue wants`, async () => {
    await startOpen({ limits: { silenceMs: script === binanceScript ? 1e9 : 45_000 } })
    await tick()
    await pass(280)
    // One is for the instruments that fell silent, and nobody noticed it.
    expect(standIn.upgrades()).toBeLessThan(3)
    expect(sink.statuses.map(({ phase }) => phase)).toEqual(['connecting', 'open'])
    await tick()
  })

  it(`${name} has a new connection up before the venue cuts the old one by age`, async () => {
    await startOpen({ limits: { lifetimeMs: 60_000 } })
    for (let i = 0; i < 65; i++) {
      await pass(1)
      await tick()
    }
    expect(standIn.upgrades()).toBe(2)
    await eventually(() => standIn.connections.length === 1 && allSubscribed(), 'one is left')
    expect(sink.statuses.some(({ phase }) => phase === 'waiting')).toBe(false)
    const prices = sink.prices()
    expect(new Set(prices).size).toBe(prices.length)
  })

  it.skipIf(!script.shutdown)(
    `${name} has a new connection up before the end that the venue announces`,
    async () => {
      await startOpen()
      for (let i = 0; i < 32; i++) {
        await tick()
        await pass(1)
      }
      standIn.send(script.shutdown ?? '')
      await until(() => standIn.connections.length === 2, 'both are up')
      await eventually(allSubscribed, 'the new one is subscribed')
      for (let i = 0; i < 4; i++) {
        await tick()
        await pass(1)
      }
      await until(() => standIn.connections.length === 1, 'the old one is left')
      expect(sink.statuses.some(({ phase }) => phase === 'waiting')).toBe(false)
    },
  )

  for (const status of [451, 403]) {
    it(`${name} leaves a venue alone that answers HTTP ${status} with HTML`, async () => {
      standIn = await startStandIn(script)
      standIn.refuse({
        status,
        body: '<html>Service unavailable from a restricted location</html>',
      })
      venue = script.make({ ...standIn.urls, random: () => 0.5 })
      running = venue.start(sink)
      await pass(580)
      expect(standIn.upgrades() + standIn.asked.length).toBeLessThan(3)
      expect(sink.refusals.join()).toContain(`HTTP ${status}`)
      await expect(venue.catalogue(AbortSignal.timeout(9000))).rejects.toMatchObject({
        kind: 'forbidden',
        retryAfterMs: expect.any(Number),
      })
      standIn.refuse()
      for (let i = 0; i < 10 && !allSubscribed(); i++) await pass(60)
      await until(allSubscribed, 'it was probed')
      await tick()
    })
  }

  it(`${name} waits out the penalty for too many requests`, async () => {
    await startOpen()
    standIn.close(1008, 'Too many requests')
    await until(() => sink.phase() === 'waiting', 'it is closed')
    await pass(140)
    expect(standIn.upgrades()).toBe(1)
    await eventually(() => standIn.connections.length === 1, 'it is back')
  })
}

it('learns how its watchlist is counted though something of it is wanted before', async () => {
  await start(okxScript)
  const id = 'OKX:BTC-USDT'
  const guess = { symbol: 'BTC-USDT', base: 'BTC', quote: 'USDT', decimals: 7, sizeDecimals: 0 }
  running.want([{ id, venue: 'OKX', ...guess }])
  await pass(2)
  await until(() => sink.lists.length === 1, 'the watchlist comes')
  const [topic, frame] = okxScript.trade('BTC-USDT', { price: '5' })
  await until(() => standIn.connections[0]?.topics.has(topic) === true, 'it is subscribed')
  expect(standIn.connections[0]?.topics.size).toBe(2)
  standIn.publish([topic, frame])
  await until(() => sink.trades.length === 1, 'it comes')
  expect(sink.trades).toMatchObject([{ price: 500, size: 50_000 }])
})

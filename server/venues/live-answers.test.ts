import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { eventually, pass } from './testing/pass.ts'
import { makeRecorder, type Recorder } from './testing/recorder.ts'
import { bybitScript } from './testing/scripts/bybit.ts'
import { coinbaseScript } from './testing/scripts/coinbase.ts'
import { krakenScript } from './testing/scripts/kraken.ts'
import { okxScript } from './testing/scripts/okx.ts'
import { type Script, type StandIn, startStandIn, type World } from './testing/stand-in.ts'
import { until } from './testing/until.ts'
import type { Running } from './venue.ts'

/* Venues that are told what to send, and answer in ways of their own. */

let standIn: StandIn
let sink: Recorder
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

async function start(script: Script, behaviour: Partial<World>): Promise<void> {
  standIn = await startStandIn(script)
  Object.assign(standIn.world, behaviour)
  running = script.make({ ...standIn.urls, random: () => 0.5 }).start(sink)
}

for (const script of [okxScript, bybitScript, coinbaseScript, krakenScript]) {
  const [btc, , sol] = script.symbols
  it(`${script.name} asks again for what was not acknowledged, and takes a second answer for no harm`, async () => {
    await start(script, { lostAnswers: 1 })
    await pass(30)
    const [topic] = script.trade(sol, { price: 1 })
    await until(() => standIn.connections[0]?.topics.has(topic) === true, 'all is subscribed')
    expect(standIn.upgrades()).toBe(1)
    expect(standIn.heard.filter((frame) => frame.includes(btc)).length).toBeLessThan(12)
  })
}

for (const script of [okxScript, krakenScript]) {
  it(`${script.name} asks for the rest later where the venue takes part of a frame`, async () => {
    await start(script, { hurryAfter: 2 })
    await pass(2)
    const topics = () => standIn.connections[0]?.topics.size
    await until(() => topics() === 2, 'a part is subscribed')
    await pass(2)
    expect(topics()).toBe(2)
    await eventually(() => topics() === 6, 'the rest is')
    expect(standIn.upgrades()).toBe(1)
  })
}

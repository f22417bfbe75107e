import { createRoot, createSignal } from 'solid-js'
import { afterEach, expect, it, vi } from 'vitest'
import { createMemorySettings, type Settings } from '../../db/settings.ts'
import { pushSetting, readKept } from '../../engine/push-subscription.ts'
import type { PushBrowser } from './browser.ts'
import { createPush, type PushState } from './push.ts'
import { setUp } from './testing.ts'

let dispose = () => {}

afterEach(() => {
  dispose()
  vi.useRealTimers()
})

function open(browser: PushBrowser, settings: Settings = createMemorySettings()) {
  const [language, setLanguage] = createSignal('en')
  const begin = vi.fn(async () => true)
  const push = createRoot((end) => {
    dispose = end
    return createPush({ browser, settings, language, zone: () => 'Europe/Berlin', begin })
  })
  const becomes = (type: PushState['type']) => expect.poll(() => push.state().type).toBe(type)
  return { push, settings, setLanguage, begin, becomes }
}

/** Where it was on when the app was closed last. */
async function wasOn() {
  const { world, browser, permissionChanges } = setUp()
  const { push, settings, becomes } = open(browser)
  await becomes('off')
  await push.turnOn()
  expect(push.state()).toEqual({ type: 'on', known: true })
  dispose()
  return { world, browser, settings, permissionChanges }
}

it('asks nobody and tells nobody before it is turned on', async () => {
  const { world, browser } = setUp()
  const { becomes } = open(browser)
  await becomes('off')
  expect([world.permission, world.subscribed, world.known.size]).toEqual(['default', 0, 0])
})

it('is turned on: asked, subscribed with the server’s key, told to the server, and kept', async () => {
  const { world, settings } = await wasOn()
  expect([...world.known]).toEqual([
    ['https://push.example/1', { language: 'en', zone: 'Europe/Berlin' }],
  ])
  expect(readKept(await settings.get(pushSetting))).toMatchObject({
    wanted: true,
    id: 'id of https://push.example/1',
  })
})

it('begins a session for whom the server does not know, and only at their wish', async () => {
  const { world, browser } = setUp()
  world.isNobody = true
  const { push, begin, becomes } = open(browser)
  begin.mockImplementation(async () => {
    world.isNobody = false
    return true
  })
  await becomes('off')
  expect(begin).not.toHaveBeenCalled()
  await push.turnOn()
  expect([push.state().type, begin.mock.calls.length]).toEqual(['on', 1])
})

it('takes a no, and an answer that was not given', async () => {
  const { world, browser } = setUp()
  const { push, becomes } = open(browser)
  await becomes('off')
  world.answer = 'default'
  await push.turnOn()
  expect(push.state()).toEqual({ type: 'off' })
  world.answer = 'denied'
  await push.turnOn()
  expect(push.state()).toEqual({ type: 'blocked', wasOn: false })
  expect(push.trouble()).toBeUndefined()
})

it('renews at the next start what the server or the browser has lost', async () => {
  const { world, browser, settings } = await wasOn()
  world.known.clear()
  world.subscription = null
  const { push, becomes } = open(browser, settings)
  await becomes('on')
  await expect.poll(() => [...world.known.keys()]).toEqual(['https://push.example/2'])
  await expect.poll(() => push.state()).toEqual({ type: 'on', known: true })
  expect(world.dropped).toEqual(['/api/push/id of https://push.example/1'])
})

it('takes a new subscription for one that the server has dropped, which the browser knows nothing of', async () => {
  const { world, browser, settings } = await wasOn()
  world.forgotten = true
  open(browser, settings)
  await expect.poll(() => world.subscribed).toBe(2)
  await expect.poll(() => world.known.has('https://push.example/2')).toBe(true)
})

it('stays off where its user has removed it from another device, until they turn it on here', async () => {
  const { world, browser, settings } = await wasOn()
  world.isEnded = true
  const first = open(browser, settings)
  await first.becomes('off')
  expect([world.subscription, await settings.get(pushSetting)]).toMatchObject([
    null,
    { wanted: false },
  ])
  dispose()
  const { push, becomes } = open(browser, settings)
  await becomes('off')
  expect(world.isEnded).toBe(true)
  await push.turnOn()
  expect(push.state()).toEqual({ type: 'on', known: true })
  // And so at once where it is seen that the server has it no more.
  world.isEnded = true
  push.missed()
  await becomes('off')
})

it('notices within a minute, where alerts are looked after, that it was removed elsewhere', async () => {
  const { world, browser, settings } = await wasOn()
  const { push, becomes } = open(browser, settings)
  await expect.poll(() => push.state()).toEqual({ type: 'on', known: true })
  world.isEnded = true
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 59_000 })
  const asked = world.asked
  push.look()
  await new Promise(requestAnimationFrame)
  expect(world.asked).toBe(asked)
  vi.setSystemTime(Date.now() + 2_000)
  push.look()
  await becomes('off')
  push.look()
  expect(push.state()).toEqual({ type: 'off' })
})

it('tells that the server may not reach the browser’s messaging service', async () => {
  const { world, browser } = setUp()
  world.isForbidden = true
  const { push, becomes } = open(browser)
  await becomes('off')
  await push.turnOn()
  expect(push.state()).toEqual({ type: 'failed', problem: 'forbidden' })
})

it('subscribes anew where the server signs with another key', async () => {
  const { world, browser, settings } = await wasOn()
  world.serverKey = 'a2V5Mg'
  open(browser, settings)
  await expect.poll(() => world.known.has('https://push.example/2')).toBe(true)
  expect(world.subscribed).toBe(2)
})

it('tells that its permission was taken back, once, and drops what the server has', async () => {
  const { world, browser, settings } = await wasOn()
  world.permission = 'denied'
  const { push, becomes } = open(browser, settings)
  await becomes('blocked')
  expect(push.trouble()).toBe('blocked')
  await expect.poll(() => world.dropped).toHaveLength(1)
  await push.accept()
  expect([push.state(), push.trouble()]).toEqual([{ type: 'blocked', wasOn: false }, undefined])
})

it('is on again without a word once it is allowed again', async () => {
  const { world, browser, settings, permissionChanges } = await wasOn()
  world.permission = 'denied'
  const { becomes } = open(browser, settings)
  await becomes('blocked')
  world.permission = 'granted'
  permissionChanges()
  await becomes('on')
})

it('offers to be turned on again where the browser asks anew', async () => {
  const { world, browser, settings } = await wasOn()
  world.permission = 'default'
  const { push, becomes } = open(browser, settings)
  await becomes('lost')
  await push.turnOn()
  expect(push.state().type).toBe('on')
})

it('stays on where only the server is out of reach, and tells it later', async () => {
  const { world, browser, settings } = await wasOn()
  world.isOffline = true
  const { push, becomes } = open(browser, settings)
  await becomes('on')
  expect(push.state()).toEqual({ type: 'on', known: false })
  world.isOffline = false
  await expect
    .poll(() => {
      dispatchEvent(new Event('online'))
      return push.state()
    })
    .toEqual({ type: 'on', known: true })
})

it('waits no longer than fifteen seconds for a browser that hangs', async () => {
  const { world, browser } = setUp()
  world.hangs = true
  const { push, becomes } = open(browser)
  await becomes('off')
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const turned = push.turnOn()
  while (vi.getTimerCount() === 0) await new Promise(requestAnimationFrame)
  vi.advanceTimersByTime(15_001)
  await turned
  expect(push.state()).toEqual({ type: 'failed', problem: 'slow' })
  world.hangs = false
  await push.turnOn()
  expect(push.state().type).toBe('on')
})

it('follows the language', async () => {
  const { world, browser, settings } = await wasOn()
  const { setLanguage } = open(browser, settings)
  setLanguage('ko')
  await expect.poll(() => [...world.known.values()][0]?.language).toBe('ko')
})

it('is turned off here and at the server, and stays so', async () => {
  const { world, browser, settings } = await wasOn()
  const { push, becomes } = open(browser, settings)
  await becomes('on')
  await push.turnOff()
  expect([push.state(), world.subscription]).toEqual([{ type: 'off' }, null])
  expect(world.dropped).toEqual(['/api/push/id of https://push.example/1'])
})

it('says what a browser lacks', async () => {
  const { world, browser } = setUp()
  world.lack = 'home-screen'
  const { push, becomes } = open(browser)
  await becomes('lacking')
  expect(push.state()).toEqual({ type: 'lacking', lack: 'home-screen' })
})

import { createRoot, createSignal } from 'solid-js'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createSound } from './sound.ts'
import { makeTones, type Sound, type Tones } from './tones.ts'

let dispose = () => {}
beforeEach(() => localStorage.clear())
afterEach(() => dispose())

function open({ enabled = 'on', visible = true } = {}) {
  localStorage.setItem('ebb.sound', enabled)
  const heard: string[] = []
  const tones: Tones = {
    unlock: async () => void heard.push('unlocked'),
    play: async (sound: Sound, volume: number) => heard.push(`${sound} ${volume}`) > 0,
    stop: () => heard.push('stopped'),
  }
  const [lost, setLost] = createSignal(false)
  return createRoot((end) => {
    dispose = end
    return {
      heard,
      setLost,
      sound: createSound({ lost, visible: () => visible }, async () => tones),
    }
  })
}

it('is heard when the connection is lost, and when it is back', async () => {
  const { heard, setLost, sound } = open()
  expect(heard).toEqual([])
  setLost(true)
  await expect.poll(() => heard).toEqual(['lost 0.6'])
  sound.volume.set('100')
  setLost(false)
  await expect.poll(() => heard).toEqual(['lost 0.6', 'back 1'])
})

it('is not heard where it is off, nor from a page that nobody looks at', async () => {
  for (const given of [{ enabled: 'off' }, { visible: false }]) {
    const { heard, setLost } = open(given)
    setLost(true)
    setLost(false)
    dispose()
    await new Promise((resolve) => requestAnimationFrame(resolve))
    expect(heard.filter((each) => each !== 'stopped')).toEqual([])
  }
})

it('takes the first touch of the page to be let through, and only where it is wanted', async () => {
  const { heard } = open()
  dispatchEvent(new Event('pointerup'))
  dispatchEvent(new Event('keydown'))
  await expect.poll(() => heard).toEqual(['unlocked'])
  dispose()
  await expect.poll(() => heard).toEqual(['unlocked', 'stopped'])
  const quiet = open({ enabled: 'off' })
  dispatchEvent(new Event('pointerup'))
  await new Promise((resolve) => requestAnimationFrame(resolve))
  expect(quiet.heard).toEqual([])
})

it('takes no volume that is none', () => {
  const { sound } = open()
  for (const wrong of ['101', '-1', '5.5', '', 'loud']) sound.volume.set(wrong)
  expect(sound.volume.value()).toBe('60')
})

it('plays its notes by the browser, and rests after', async () => {
  const tones = makeTones()
  // Nobody has touched the page of a test: Chromium may refuse, and nothing must break.
  expect([true, false]).toContain(await tones.play('lost', 0.5))
  await tones.unlock()
  tones.stop()
})

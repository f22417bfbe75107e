import { createEffect, on, onCleanup } from 'solid-js'
import { createSetting, createTextSetting } from '../setting.ts'
import { makeTones, type Sound, type Tones } from './tones.ts'

/**
 * Whether and how loud the app is heard. It is heard when the connection has been lost for as long as
 * the banner waits, and when it is back after that; only of the page that is looked at, so that
 * several tabs don't sound at once.
 */
export function createSound(
  { lost, visible }: { lost: () => boolean; visible: () => boolean },
  tones: Tones = makeTones(),
) {
  const enabled = createSetting({ key: 'sound', values: ['on', 'off'], fallback: 'off' })
  const volume = createTextSetting<string>({
    key: 'volume',
    parse: (text) => (text !== null && /^(?:\d\d?|100)$/.test(text) ? text : undefined),
    fallback: '60',
  })
  const play = (sound: Sound) => tones.play(sound, Number(volume.value()) / 100)

  createEffect(() => {
    if (enabled.value() === 'off') return
    const owner = new AbortController()
    const unlock = () => {
      owner.abort()
      void tones.unlock()
    }
    for (const gesture of ['pointerup', 'keydown']) {
      addEventListener(gesture, unlock, { signal: owner.signal })
    }
    onCleanup(() => owner.abort())
  })
  createEffect(
    on(
      lost,
      (is) => {
        if (enabled.value() === 'on' && visible()) void play(is ? 'lost' : 'back')
      },
      { defer: true },
    ),
  )
  onCleanup(() => tones.stop())

  return {
    enabled,
    /** 0 to 100, in per cent. */
    volume,
    play,
  }
}

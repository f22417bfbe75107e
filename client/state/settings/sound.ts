import { createEffect, on, onCleanup } from 'solid-js'
import { createSetting, createTextSetting } from '../setting.ts'
import type { Sound, Tones } from './tones.ts'

/**
 * Whether and how loud the app is heard. It is heard when the connection has been lost for as long as
 * the banner waits, and when it is back after that; only of the page that is looked at, so that
 * several tabs don't sound at once.
 */
export function createSound(
  { lost, visible }: { lost: () => boolean; visible: () => boolean },
  load: () => Promise<Tones> = loadTones,
) {
  const enabled = createSetting({ key: 'sound', values: ['on', 'off'], fallback: 'off' })
  const volume = createTextSetting<string>({
    key: 'volume',
    parse: (text) => (text !== null && /^(?:\d\d?|100)$/.test(text) ? text : undefined),
    fallback: '60',
  })
  let tones: Promise<Tones> | undefined

  /** Resolves to whether it can be heard. */
  async function play(sound: Sound): Promise<boolean> {
    tones ??= load()
    return (await tones).play(sound, Number(volume.value()) / 100)
  }

  /** Ahead of the first touch: Safari lets a page be heard only from within it. Returns what ends it. */
  function awaitTouch(): () => void {
    tones ??= load()
    const own = tones
    const owner = new AbortController()
    const unlock = () => {
      owner.abort()
      void own.then(({ unlock }) => unlock()).catch(() => {})
    }
    for (const gesture of ['pointerup', 'keydown']) {
      addEventListener(gesture, unlock, { signal: owner.signal })
    }
    return () => owner.abort()
  }

  createEffect(() => {
    if (enabled.value() === 'on') onCleanup(awaitTouch())
  })
  createEffect(
    on(
      lost,
      (is) => {
        if (enabled.value() === 'off' || !visible()) return
        // Without them there is nothing to hear, and the page says it as well.
        play(is ? 'lost' : 'back').catch(() => {})
      },
      { defer: true },
    ),
  )
  onCleanup(() => void tones?.then(({ stop }) => stop()).catch(() => {}))

  return {
    enabled,
    /** 0 to 100, in per cent. */
    volume,
    play,
    awaitTouch,
  }
}

/** Most are never heard: then nothing of it is loaded. */
async function loadTones(): Promise<Tones> {
  return (await import('./tones.ts')).makeTones()
}

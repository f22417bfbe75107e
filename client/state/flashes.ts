import { batch, createComputed, createSignal, onCleanup, untrack } from 'solid-js'
import type { Flash } from '../ui/flash.ts'
import type { Frames } from './frames.ts'
import { flashMs, type Row } from './market.ts'

/** By then a flash is a step fainter, ms after it was lit; by the last of them it is out. */
const stepsMs = [240, 490, flashMs] as const
/** Where prices make no frame for so long, flashes ask for one, ms. */
const patienceMs = 550

/** A flash on the screen. */
interface Lit {
  at: number
  strength: 0 | Flash['strength']
  show(strength: Lit['strength']): void
}

/**
 * Prices that have moved glow, and the glow fades in steps, in frames that prices make anyway. An
 * animation would draw 60 frames a second for as long as anything glows, and have the main thread make
 * one more for each that ends: more than all prices cost.
 */
export function createFlashes(options: {
  frames: Pick<Frames, 'update'>
  /** Whether anybody wants to see it. */
  wanted(): boolean
}) {
  const { frames, wanted } = options
  const lit = new Set<Lit>()
  let fadedAt = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function fade(): void {
    if (lit.size === 0) return
    fadedAt = Date.now()
    batch(() => {
      for (const each of lit) {
        const strength = strengthAfter(fadedAt - each.at)
        if (strength === 0) lit.delete(each)
        if (strength !== each.strength) each.show(strength)
        each.strength = strength
      }
    })
    if (lit.size > 0) timer ??= setTimeout(look, patienceMs)
  }

  /** One timer for all, which a frame doesn't put off: it looks again. */
  function look(): void {
    timer = undefined
    if (lit.size === 0) return
    const leftMs = fadedAt + patienceMs - Date.now()
    if (leftMs > 0) timer = setTimeout(look, leftMs)
    else frames.update(fade)
  }

  onCleanup(() => clearTimeout(timer))

  return {
    /** To be called in each frame in which prices may have changed. */
    fade,
    /** What is seen of an instrument's moves, from now on. */
    of(move: () => Row['flash']): () => Flash | undefined {
      const [flash, setFlash] = createSignal<Flash>()
      let before = untrack(move)
      let own: Lit | undefined

      function putOut(): void {
        if (own === undefined) return
        lit.delete(own)
        own = undefined
        setFlash(undefined)
      }

      createComputed(() => {
        const latest = move()
        if (latest?.at === before?.at) return
        before = latest
        putOut()
        if (latest === undefined || !untrack(wanted)) return
        const { way } = latest
        const show = (strength: Lit['strength']) =>
          setFlash(strength === 0 ? undefined : { way, strength })
        own = { at: Date.now(), strength: 3, show }
        lit.add(own)
        show(3)
      })
      onCleanup(putOut)
      return flash
    },
  }
}

function strengthAfter(ms: number): Lit['strength'] {
  if (ms < stepsMs[0]) return 3
  if (ms < stepsMs[1]) return 2
  return ms < stepsMs[2] ? 1 : 0
}

import { mayMove } from './row-flip.ts'
import type { Hold } from './row-gestures.ts'

/** Let go beyond this share of its width, or this fast, px/ms, a row goes. */
const farEnough = 0.4
const fastEnough = 0.6
const leavingMs = 160

/** A row that is pushed out at the start of its line; let go too early, it comes back. */
export function startSwipe(options: {
  item: HTMLElement
  at: PointerEvent
  onRemove(): void
}): Hold {
  const { item, at } = options
  const row = item.querySelector<HTMLElement>('a.row') ?? item
  let moved = 0
  let last = { x: at.clientX, time: at.timeStamp, speed: 0 }
  item.classList.add('is-swiped')

  async function leave(to: number, then: () => void): Promise<void> {
    const frames = [{ transform: `translateX(${moved}px)` }, { transform: `translateX(${to}px)` }]
    row.style.transform = ''
    if (mayMove()) {
      const animation = row.animate(frames, { duration: leavingMs, easing: 'ease-out' })
      await animation.finished.catch(() => {})
    }
    item.classList.remove('is-swiped')
    then()
  }

  return {
    move({ clientX, timeStamp }) {
      const elapsed = Math.max(1, timeStamp - last.time)
      last = { x: clientX, time: timeStamp, speed: (last.x - clientX) / elapsed }
      moved = Math.min(0, clientX - at.clientX)
      row.style.transform = `translateX(${moved}px)`
    },
    end() {
      const width = item.offsetWidth
      const isFar = -moved > width * farEnough
      const isFast = last.speed > fastEnough && -moved > width / 8
      if (isFar || isFast) void leave(-width, options.onRemove)
      else void leave(0, () => {})
    },
    cancel: () => void leave(0, () => {}),
  }
}

import type uPlot from 'uplot'

/** A finger on the chart moves the crosshair, and lifting it takes the crosshair away. uPlot itself only knows the mouse. */
export function followTouch(u: uPlot): () => void {
  const owner = new AbortController()
  const options = { signal: owner.signal }
  const move = (event: PointerEvent) => {
    if (event.pointerType === 'mouse') return
    const { left, top } = u.over.getBoundingClientRect()
    u.setCursor({ left: event.clientX - left, top: event.clientY - top })
  }
  const leave = (event: PointerEvent) => {
    if (event.pointerType !== 'mouse') u.setCursor({ left: -10, top: -10 })
  }
  // Sideways is the crosshair's, up and down stays the page's.
  u.over.style.touchAction = 'pan-y'
  u.over.addEventListener('pointerdown', move, options)
  u.over.addEventListener('pointermove', move, options)
  for (const end of ['pointerup', 'pointercancel', 'pointerleave'] as const) {
    u.over.addEventListener(end, leave, options)
  }
  return () => owner.abort()
}

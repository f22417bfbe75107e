/** Shapes of texts remembered: prices of one instrument have some five. */
const capacity = 256

/** Widths of texts in one font, CSS pixels. Figures count as wide as a nought, so that a price that ticks keeps its width. */
export function makeTextWidths(font: string): (text: string) => number {
  const known = new Map<string, number>()
  const ctx = document.createElement('canvas').getContext('2d')
  if (ctx) ctx.font = font
  return (text) => {
    const shape = text.replace(/\d/g, '0')
    const found = known.get(shape)
    if (found !== undefined) return found
    const width = ctx?.measureText(shape).width ?? 7 * shape.length
    if (known.size >= capacity) known.clear()
    known.set(shape, width)
    return width
  }
}

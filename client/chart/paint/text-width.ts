import { labelFont } from './tag.ts'

/** Shapes of texts remembered: prices of one instrument have some five. */
const capacity = 256

/**
 * Widths of a tag's texts, CSS pixels. Figures count as wide as a nought, so that a price that ticks
 * keeps its width, and is measured once.
 */
export function makeTextWidths(ctx: CanvasRenderingContext2D): (text: string) => number {
  const known = new Map<string, number>()
  let ratio = devicePixelRatio

  function measure(shape: string): number {
    // The font that is painted with: another size would be another one to load.
    ctx.save()
    ctx.font = labelFont(ratio)
    const { width } = ctx.measureText(shape)
    ctx.restore()
    return width / ratio
  }

  return (text) => {
    if (ratio !== devicePixelRatio || known.size >= capacity) known.clear()
    ratio = devicePixelRatio
    const shape = text.replace(/\d/g, '0')
    const found = known.get(shape)
    if (found !== undefined) return found
    const width = measure(shape)
    known.set(shape, width)
    return width
  }
}

import type { ChartColors } from './colors.ts'

/** CSS pixels. */
const headingHeight = 40
const inset = 16

/** A canvas as a PNG on the palette's ground, under a heading; at the device's resolution. */
export async function imageOf(
  canvas: HTMLCanvasElement,
  { name, detail }: { name: string; detail: string },
  colors: ChartColors,
): Promise<Blob> {
  const ratio = devicePixelRatio
  const heading = Math.round(headingHeight * ratio)
  const whole = document.createElement('canvas')
  whole.width = canvas.width
  whole.height = canvas.height + heading
  const ctx = whole.getContext('2d')
  if (!ctx) throw new Error('This browser gave no canvas to make a picture on. Try again.')
  ctx.fillStyle = colors.surface
  ctx.fillRect(0, 0, whole.width, whole.height)
  ctx.drawImage(canvas, 0, heading)
  ctx.textBaseline = 'middle'
  ctx.font = `600 ${15 * ratio}px system-ui, sans-serif`
  ctx.fillStyle = colors.text
  ctx.fillText(name, inset * ratio, heading / 2)
  const nameEnd = inset * ratio + ctx.measureText(name).width
  ctx.font = `400 ${12 * ratio}px system-ui, sans-serif`
  ctx.fillStyle = colors.muted
  ctx.textAlign = 'right'
  const right = whole.width - inset * ratio
  ctx.fillText(detail, right, heading / 2, Math.max(0, right - nameEnd - inset * ratio))
  return await new Promise((resolve, reject) => {
    whole.toBlob((blob) => {
      if (blob) resolve(blob)
      else
        reject(new Error('The browser could not make a picture of the chart. Try a smaller one.'))
    }, 'image/png')
  })
}

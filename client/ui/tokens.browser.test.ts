/// <reference types="@vitest/browser-playwright" />
import './tokens.css'
import { afterEach, expect, it } from 'vitest'
import { cdp } from 'vitest/browser'

const root = document.documentElement
const grounds = ['ground', 'surface', 'raised', 'sunken', 'hover', 'chosen']
const inks = ['text', 'muted', 'up', 'down', 'accent', 'good', 'danger', 'warning']
/** What stands on a ground of its own. */
const pairs = [
  ['on-accent', 'accent'],
  ['on-danger', 'danger'],
  ['on-inverse', 'inverse'],
  ['on-inverse-accent', 'inverse'],
  ['warning', 'warning-ground'],
  ['text', 'control'],
] as const
const lines = ['line-1', 'line-2', 'line-3', 'line-4', 'line-5', 'line-6', 'focus']

afterEach(async () => {
  root.removeAttribute('data-theme')
  root.removeAttribute('data-palette')
  await cdp().send('Emulation.setEmulatedMedia', { features: [] })
})

for (const theme of ['light', 'dark']) {
  for (const palette of ['green-red', 'red-green', 'red-blue', 'blue-orange']) {
    it(`reaches AA in ${theme} with ${palette}`, async () => {
      await look({ theme, palette, contrast: 'no-preference' })
      for (const ground of grounds) {
        for (const ink of inks) expectContrast(ink, ground, 4.5)
        expectContrast('edge', ground, 3)
      }
      for (const [ink, ground] of pairs) expectContrast(ink, ground, 4.5)
      for (const line of lines) expectContrast(line, 'surface', 3)
    })

    it(`reaches AAA in ${theme} with ${palette} where more contrast is asked for`, async () => {
      await look({ theme, palette, contrast: 'more' })
      for (const ink of ['text', 'muted', 'up', 'down', 'good', 'danger']) {
        expectContrast(ink, 'surface', 7)
        expectContrast(ink, 'raised', 7)
      }
      expectContrast('line', 'surface', 3)
      expectContrast('edge', 'surface', 4.5)
    })
  }
}

async function look(given: { theme: string; palette: string; contrast: string }): Promise<void> {
  root.setAttribute('data-theme', given.theme)
  root.setAttribute('data-palette', given.palette)
  const features = [{ name: 'prefers-contrast', value: given.contrast }]
  await cdp().send('Emulation.setEmulatedMedia', { features })
}

function expectContrast(ink: string, ground: string, least: number): void {
  const [a = 0, b = 0] = [luminanceOf(ink), luminanceOf(ground)].sort((a, b) => b - a)
  expect((a + 0.05) / (b + 0.05), `${ink} on ${ground}`).toBeGreaterThanOrEqual(least)
}

/** Relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminanceOf(token: string): number {
  root.style.color = `var(--${token})`
  const channels = getComputedStyle(root).color.match(/\d+/g)?.map(Number) ?? []
  root.style.color = ''
  const [r = 0, g = 0, b = 0] = channels.map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

import { createMemo, createRenderEffect } from 'solid-js'
import { language } from '../../words/words.ts'
import { createSetting } from '../setting.ts'
import { customaryPalette, palettes } from './palette.ts'

/** `system` follows the device, by night too. */
export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** `customary` is what the language and the region are used to. */
export const paletteChoices = ['customary', ...palettes] as const

/** How the app looks: choices, shown as attributes of the root, which the stylesheet and the chart follow. */
export function createAppearance() {
  const theme = createSetting({ key: 'theme', values: themes, fallback: 'system' })
  const paletteChoice = createSetting({
    key: 'palette',
    values: paletteChoices,
    fallback: 'customary',
  })
  const flash = createSetting({ key: 'flash', values: ['on', 'off'], fallback: 'on' })
  const customary = createMemo(() => customaryPalette(language(), navigator.languages))
  const palette = createMemo(() => {
    const chosen = paletteChoice.value()
    return chosen === 'customary' ? customary() : chosen
  })

  const root = document.documentElement
  createRenderEffect(() => showTheme(theme.value()))
  createRenderEffect(() => root.setAttribute('data-palette', palette()))

  return {
    theme,
    paletteChoice,
    /** The palette in use, and the one that is in use where none is chosen. */
    palette,
    customary,
    flash,
  }
}

/** The same as `public/theme.js` does before the first paint, which is too early for any module. */
function showTheme(theme: Theme): void {
  const root = document.documentElement
  if (theme === 'system') root.removeAttribute('data-theme')
  else root.setAttribute('data-theme', theme)
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const own = meta.dataset.scheme ?? ''
    const chosen = own === theme ? 'all' : 'not all'
    meta.media = theme === 'system' ? `(prefers-color-scheme: ${own})` : chosen
  }
}

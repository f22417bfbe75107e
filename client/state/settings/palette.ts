import type { Language } from '../../words/formatters.ts'

/** The colours of rising and falling, in this order, as `data-palette` and `ui/tokens.css` name them. */
export const palettes = ['green-red', 'red-green', 'red-blue', 'blue-orange'] as const
export type Palette = (typeof palettes)[number]

/** Where green is what falls. Hong Kong, Macau and Singapore write Chinese and don't belong to them. */
const redUp = new Set(['CN', 'TW', 'JP'])

/**
 * What a person is used to, by the language that the app speaks and the languages of the browser, the
 * first choice first. The language goes before the region: who reads Korean reads Korean charts.
 */
export function customaryPalette(language: Language, preferred: readonly string[]): Palette {
  if (language === 'ko') return 'red-blue'
  const region = regionOf(preferred[0] ?? '')
  if (language === 'zh-Hans')
    return region === undefined || redUp.has(region) ? 'red-green' : 'green-red'
  if (region === 'KR') return 'red-blue'
  return region !== undefined && redUp.has(region) ? 'red-green' : 'green-red'
}

/** By hand, because Intl.Locale throws on what some systems call themselves. */
function regionOf(tag: string): string | undefined {
  const region = /^[a-z]{2,3}(?:[-_][a-z]{4})?[-_]([a-z]{2})\b/i.exec(tag)?.[1]?.toUpperCase()
  if (region !== undefined) return region
  const spoken = /^[a-z]+/i.exec(tag)?.[0].toLowerCase()
  return spoken === 'ja' ? 'JP' : spoken === 'ko' ? 'KR' : undefined
}

import { batch, createSignal } from 'solid-js'
import type { Words } from './english.ts'
import { first } from './first.ts'
import { formats, setFormats } from './formats.ts'
import { type Language, languages } from './formatters.ts'

const load: Record<Language, () => Promise<Words | undefined>> = {
  en: async () => undefined,
  ko: async () => (await import('./korean.ts')).korean,
  'zh-Hans': async () => (await import('./chinese.ts')).chinese,
}

const [dictionary, setDictionary] = createSignal<Words>()
/** What was asked for last: a language that comes late doesn't replace one that was chosen after it. */
let wanted: Language = 'en'

/** All words of the language in use; `undefined` in English, whose words come with the pages that say them. */
export const translated = dictionary

/**
 * The words of the first page, in the language in use. Called where text is made, so that a language
 * can change while the app runs.
 */
export const words = (): typeof first => dictionary() ?? first

/** The language in use. */
export const language = (): Language => formats().language

/**
 * Changes the language; resolves once it is there. Where it can't be loaded the one in use stays, and
 * it rejects.
 */
export async function speak(next: Language): Promise<void> {
  wanted = next
  const loaded = await load[next]()
  if (wanted !== next) return
  document.documentElement.lang = next
  batch(() => {
    setFormats({ language: next })
    setDictionary(() => loaded)
  })
}

/** The first of the browser's languages that we speak; English where there is none. */
export function preferredLanguage(preferred: readonly string[] = navigator.languages): Language {
  for (const tag of preferred) {
    // Not by Intl.Locale, which throws on what some systems call themselves: `C`, `en_US.UTF-8`.
    const spoken = /^[a-z]+/i.exec(tag)?.[0].toLowerCase()
    const found = languages.find((each) => each.split('-')[0] === spoken)
    if (found !== undefined) return found
  }
  return 'en'
}

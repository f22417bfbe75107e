import { createSignal } from 'solid-js'
import { english, type Words } from './english.ts'

/** The languages, each under its BCP 47 tag. */
export const languages = ['en', 'ko', 'zh-Hans'] as const
export type Language = (typeof languages)[number]

const load: Record<Language, () => Promise<Words>> = {
  en: async () => english,
  ko: async () => (await import('./korean.ts')).korean,
  'zh-Hans': async () => (await import('./chinese.ts')).chinese,
}

const [dictionary, setDictionary] = createSignal<Words>(english)
const [language, setLanguage] = createSignal<Language>('en')

/** The words of the language in use. Called where text is made, so that a language can change while the app runs. */
export const words = dictionary

/** The language in use. */
export { language }

/** Changes the language; resolves once it is there. Where it can't be loaded the one in use stays, and it rejects. */
export async function speak(next: Language): Promise<void> {
  const loaded = await load[next]()
  document.documentElement.lang = next
  setLanguage(next)
  setDictionary(() => loaded)
}

/** The first of the browser's languages that we speak; English where there is none. */
export function preferredLanguage(wanted: readonly string[] = navigator.languages): Language {
  for (const tag of wanted) {
    const { language } = new Intl.Locale(tag)
    const found = languages.find((each) => new Intl.Locale(each).language === language)
    if (found !== undefined) return found
  }
  return 'en'
}

import { createComputed, createEffect, createSignal, onCleanup } from 'solid-js'
import { isTimeZone, setFormats } from '../words/formats.ts'
import { type Language, languages, numberStyles } from '../words/formatters.ts'
import { preferredLanguage, speak } from '../words/words.ts'
import { createSetting, createTextSetting, readSetting } from './setting.ts'

/** `auto` is the first of the browser's languages that we speak. */
const languageChoice = {
  key: 'language',
  values: ['auto', ...languages],
  fallback: 'auto',
} as const

export const languageChoices = languageChoice.values
export type LanguageChoice = (typeof languageChoices)[number]

/**
 * The language, time zone and number format of a person's choice, applied as they change. The time
 * zone is `device`, or what `isTimeZone` knows; others are not taken.
 */
export function createPreferences() {
  const language = createSetting<LanguageChoice>(languageChoice)
  const numbers = createSetting({ key: 'numbers', values: numberStyles, fallback: 'language' })
  const timeZone = createTextSetting<string>({
    key: 'time-zone',
    parse: (text) => (text !== null && isTimeZone(text) ? text : undefined),
    fallback: 'device',
  })
  // At once, so that nothing is painted otherwise first.
  createComputed(() => setFormats({ timeZone: timeZone.value(), numbers: numbers.value() }))

  const browser = createBrowserLanguage()
  const [languageMissing, setLanguageMissing] = createSignal(false)
  createEffect(() => {
    const chosen = language.value()
    speak(chosen === 'auto' ? browser() : chosen).then(
      () => setLanguageMissing(false),
      () => setLanguageMissing(true),
    )
  })

  return {
    language,
    numbers,
    timeZone,
    /** Whether the words of the chosen language could not be loaded, so that another one is shown. */
    languageMissing,
  }
}

/** The language to open in, before there is anything on the screen. */
export function startingLanguage(): Language {
  const chosen = readSetting<LanguageChoice>(languageChoice)
  return chosen === 'auto' ? preferredLanguage() : chosen
}

function createBrowserLanguage() {
  const [browser, setBrowser] = createSignal(preferredLanguage())
  const follow = () => setBrowser(preferredLanguage())
  addEventListener('languagechange', follow)
  onCleanup(() => removeEventListener('languagechange', follow))
  return browser
}

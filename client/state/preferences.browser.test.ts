import { createRoot } from 'solid-js'
import { afterEach, expect, it, vi } from 'vitest'
import { waitFor } from '../testing/wait-for.ts'
import { formats, setFormats } from '../words/formats.ts'
import { speak, words } from '../words/words.ts'
import { createPreferences, startingLanguage } from './preferences.ts'

afterEach(async () => {
  localStorage.clear()
  await speak('en')
  setFormats({ timeZone: 'device', numbers: 'language' })
  vi.restoreAllMocks()
})

it('speaks the language that is chosen, and the browser’s again where that is chosen', async () => {
  await withPreferences(async ({ language }) => {
    expect(language.value()).toBe('auto')
    language.set('ko')
    await waitFor(() => expect(words().retry).toBe('다시 시도'))
    expect(document.documentElement.lang).toBe('ko')
    expect(formats().language).toBe('ko')
    expect(startingLanguage()).toBe('ko')

    language.set('auto')
    await waitFor(() => expect(words().retry).toBe('Try again'))
    expect(document.documentElement.lang).toBe('en')
  })
})

it('opens in the first of the browser’s languages that there are words of', () => {
  const languages = vi.spyOn(navigator, 'languages', 'get')
  languages.mockReturnValue(['de-DE', 'zh-CN', 'en'])
  expect(startingLanguage()).toBe('zh-Hans')
  languages.mockReturnValue(['C', ''])
  expect(startingLanguage()).toBe('en')
  localStorage.setItem('ebb.language', 'klingon')
  languages.mockReturnValue(['ko'])
  expect(startingLanguage()).toBe('ko')
})

it('follows the browser to another language', async () => {
  const languages = vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['en'])
  await withPreferences(async () => {
    languages.mockReturnValue(['ko-KR'])
    dispatchEvent(new Event('languagechange'))
    await waitFor(() => expect(words().retry).toBe('다시 시도'))
  })
})

it('stays with the language that was chosen last, whichever comes last', async () => {
  const first = speak('ko')
  const second = speak('zh-Hans')
  await Promise.all([first, second])
  expect(words().retry).toBe('重试')
  expect(document.documentElement.lang).toBe('zh-Hans')
})

it('takes a time zone only where there is such a place', async () => {
  await withPreferences(async ({ timeZone }) => {
    timeZone.set('Asia/Seoul')
    expect(formats().timeZone).toBe('Asia/Seoul')
    timeZone.set('Moon/Tycho')
    expect(timeZone.value()).toBe('Asia/Seoul')
  })
  localStorage.setItem('ebb.time-zone', 'Moon/Tycho')
  await withPreferences(async ({ timeZone }) => expect(timeZone.value()).toBe('device'))
})

it('writes numbers as chosen before anything is painted', async () => {
  localStorage.setItem('ebb.numbers', '1.234,5')
  await withPreferences(async () => expect(formats().numbers).toBe('1.234,5'))
})

async function withPreferences(
  use: (preferences: ReturnType<typeof createPreferences>) => Promise<void>,
) {
  const { preferences, dispose } = createRoot((dispose) => ({
    preferences: createPreferences(),
    dispose,
  }))
  try {
    await use(preferences)
  } finally {
    dispose()
  }
}

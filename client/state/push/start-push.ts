import type { Settings } from '../../db/settings.ts'
import { zoneOf } from '../../words/formats.ts'
import { language } from '../../words/words.ts'
import { realBrowser } from './browser.ts'
import { createPush, type Push } from './push.ts'

/** Pushes in this browser, in the language and the zone that are chosen. */
export function startPush(options: { settings: Settings; begin(): Promise<boolean> }): Push {
  const zone = () => zoneOf() ?? new Intl.DateTimeFormat().resolvedOptions().timeZone
  return createPush({ ...options, browser: realBrowser, language, zone })
}

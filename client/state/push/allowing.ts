import type { Browser } from '../install/way.ts'

/** Where a person finds the permission that was refused: which steps to tell. */
export type Allowing = 'chrome' | 'firefox' | 'safari' | 'android' | 'apple'

export function allowingOf({ userAgent, maxTouchPoints }: Browser): Allowing {
  if (/Android/.test(userAgent)) return 'android'
  const isMac = /Macintosh/.test(userAgent)
  // An iPad calls itself a Macintosh; only it has a touch screen.
  if (/iPhone|iPad|iPod/.test(userAgent) || (isMac && maxTouchPoints > 1)) return 'apple'
  if (/Firefox\//.test(userAgent)) return 'firefox'
  return isMac && !/Chrome\//.test(userAgent) ? 'safari' : 'chrome'
}

/**
 * How a page is put on the home screen where no prompt can be had: which steps to tell. `apple` is the
 * share sheet up to iOS 18, `apple-26` after that; `apple-other` is a browser on iOS that isn't Safari.
 */
export type Steps = 'apple' | 'apple-26' | 'apple-other' | 'firefox' | 'samsung' | 'mac'

/** What is known of the browser. */
export interface Browser {
  userAgent: string
  /** An iPad calls itself a Macintosh; only it has a touch screen. */
  maxTouchPoints: number
}

/** `undefined` where there is no such way, or none that is known. */
export function stepsOf({ userAgent, maxTouchPoints }: Browser): Steps | undefined {
  const has = (pattern: RegExp) => pattern.test(userAgent)
  const isMac = has(/Macintosh/)
  if (has(/iPhone|iPod|iPad/) || (isMac && maxTouchPoints > 1)) {
    if (has(/CriOS|EdgiOS|FxiOS/)) return 'apple-other'
    // A browser within another app calls itself no Safari, and can't.
    const version = safariVersion(userAgent)
    if (version === undefined) return undefined
    return version >= 26 ? 'apple-26' : 'apple'
  }
  if (isMac) return (safariVersion(userAgent) ?? 0) >= 17 ? 'mac' : undefined
  if (!has(/Android/)) return undefined
  if (has(/Firefox\//)) return 'firefox'
  return has(/SamsungBrowser/) ? 'samsung' : undefined
}

/** By the version of Safari: since iOS 26 the system's own is frozen in what it calls itself. */
function safariVersion(userAgent: string): number | undefined {
  const version = /Version\/(\d+)[\d.]* (?:Mobile\/\S+ )?Safari\//.exec(userAgent)?.[1]
  return version === undefined ? undefined : Number(version)
}

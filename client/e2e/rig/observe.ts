/** What a page has shown since it was opened, written down by the page itself at every change of a row. */
export interface Seen {
  /** Changes of prices, over all rows. */
  updates: number
  /** The longest time between two changes on the page, ms. */
  worstGapMs: number
  /**
   * Each time a price fell, as a sentence. Where the market only rises, that is an older price after a
   * newer one.
   */
  falls: string[]
  /** By symbol, what stands on the page now. */
  prices: Record<string, number>
  /** `performance.now()` of the newest change and of the first. */
  lastAt: number
  firstAt: number
  /** Each time the banner came, how long no price had moved then, ms. */
  banners: number[]
  /** What the badge said, each time it said something else. */
  badges: string[]
  /** How often the page took hold of a service worker's stream: once more than workers died. */
  holds: number
}

declare global {
  interface Window {
    ebbSeen: Seen
  }
}

/**
 * Runs in the page before its own scripts. It reads what a person would read, so it stands on the
 * page's text and not on the app's state. Self-contained: it is sent as source.
 */
export function observe(): void {
  const seen: Seen = {
    updates: 0,
    worstGapMs: 0,
    falls: [],
    prices: {},
    lastAt: 0,
    firstAt: 0,
    banners: [],
    badges: [],
    holds: 0,
  }
  window.ebbSeen = seen
  let isBannerShown = false

  const plainFetch = window.fetch
  window.fetch = (input, init) => {
    if (input === '/__live') seen.holds += 1
    return plainFetch(input, init)
  }

  function lookAtRows(): void {
    for (const row of document.querySelectorAll<HTMLAnchorElement>('a.row')) {
      const symbol = row.pathname.split('/').at(-1) ?? ''
      const text = row.querySelector('.row-price')?.textContent ?? ''
      const price = Number(text.replaceAll(',', ''))
      const before = seen.prices[symbol]
      if (text === '' || Number.isNaN(price) || price === before) continue
      if (before !== undefined && price < before) {
        seen.falls.push(`${symbol} fell from ${before} to ${price} at ${performance.now()}`)
      }
      seen.prices[symbol] = price
      const now = performance.now()
      if (seen.updates > 0) seen.worstGapMs = Math.max(seen.worstGapMs, now - seen.lastAt)
      else seen.firstAt = now
      seen.updates += 1
      seen.lastAt = now
    }
  }

  function lookAtStatus(): void {
    const isShown = document.querySelector('.banner') !== null
    if (isShown && !isBannerShown) seen.banners.push(performance.now() - seen.lastAt)
    isBannerShown = isShown
    const badge = document.querySelector('.badge-text')?.textContent ?? ''
    if (badge !== '' && badge !== seen.badges.at(-1)) seen.badges.push(badge)
  }

  new MutationObserver(() => {
    lookAtRows()
    lookAtStatus()
  }).observe(document, { subtree: true, childList: true, characterData: true })
}

import type { BrowserContext } from 'playwright-core'

/** tsx keeps the names of functions by a helper, which those that are sent to a page miss there. */
export async function bringNames(context: BrowserContext): Promise<void> {
  await context.addInitScript('globalThis.__name = (named) => named')
}

import type { CDPSession, Page } from 'playwright-core'

/** Kills service workers as the browser does: at once, and without a word. */
export interface Killer {
  kill(): Promise<void>
}

export async function makeKiller(page: Page): Promise<Killer> {
  const session: CDPSession = await page.context().newCDPSession(page)
  await session.send('ServiceWorker.enable')
  return { kill: async () => void (await session.send('ServiceWorker.stopAllWorkers')) }
}

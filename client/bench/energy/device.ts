import type { BrowserContext, Page } from 'playwright-core'
import type { PageConditions } from '../../engine/conditions.ts'

/** What a page is told of the device that it believes to be on. */
export type Device = Pick<PageConditions, 'battery' | 'saveData'> & { network: 'wifi' | 'cellular' }

declare global {
  interface Window {
    /** Puts the page into the front or behind, as far as it can tell. */
    ebbShow(visible: boolean): void
  }
}

/** Every page of this context believes to be on this device. */
export async function disguise(context: BrowserContext, device: Device): Promise<void> {
  await context.addInitScript((told: Device) => {
    // A worker has none of these, and asks for none.
    const battery = Object.assign(new EventTarget(), told.battery)
    Object.assign(navigator, { getBattery: () => Promise.resolve(battery) })
    const connection = Object.assign(new EventTarget(), {
      type: told.network,
      saveData: told.saveData,
    })
    Object.defineProperty(navigator, 'connection', { value: connection })
    let state: DocumentVisibilityState = 'visible'
    Object.defineProperty(document, 'visibilityState', { get: () => state })
    Object.defineProperty(document, 'hidden', { get: () => state === 'hidden' })
    window.ebbShow = (visible) => {
      state = visible ? 'visible' : 'hidden'
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
    }
  }, device)
}

export function show(page: Page, visible: boolean): Promise<void> {
  return page.evaluate((shown) => window.ebbShow(shown), visible)
}

import type { BrowserContext, Page } from 'playwright-core'
import { subprotocols } from '../../../shared/protocol.ts'
import type { Conditions, PageConditions } from '../../engine/conditions.ts'
import { freshMemory, type Plan, planFor } from '../../engine/plan.ts'

/** What a page is told of the device that it believes to be on. */
export type Device = Pick<PageConditions, 'battery' | 'saveData'> & { network: 'wifi' | 'cellular' }

/** How a page in front is fed, and in which form of frames: what is recorded holds as long as that does. */
export interface Feeding extends Pick<Plan, 'transport' | 'intervalMs'> {
  form: string
}

/** Somebody looks, and nobody has set anything. */
export const looking: Conditions = {
  visible: true,
  online: true,
  battery: undefined,
  network: 'unknown',
  saveData: false,
  mobile: true,
  mode: 'auto',
  budgetBytes: undefined,
  budgetSpent: false,
  forced: undefined,
  wanted: true,
}

/** What feeds a page on this device, by the code of today. */
export function feedingOf(device: Device): Feeding {
  const { transport, intervalMs } = planFor({ ...looking, ...device }, freshMemory).plan
  return { transport, intervalMs, form: subprotocols.frame }
}

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

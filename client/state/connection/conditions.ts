import { createMemo, createSignal, onCleanup } from 'solid-js'
import type { PageConditions } from '../../engine/conditions.ts'

interface Battery extends EventTarget {
  readonly level: number
  readonly charging: boolean
}

interface Connection extends EventTarget {
  readonly type?: string
  readonly saveData?: boolean
}

/** What only Chromium has, and lib.dom doesn't list. */
interface Hints {
  getBattery?(): Promise<Battery>
  readonly connection?: Connection
  readonly userAgentData?: { readonly mobile: boolean }
}

/** `chargingchange` fires while `level` still has its old value; both have settled after this. */
const settleMs = 500

/** What a user wants, as signals. */
export interface Wishes {
  mode(): PageConditions['mode']
  budgetBytes(): PageConditions['budgetBytes']
  forced(): PageConditions['forced']
}

/** What this page sees of the device, as a signal that changes only when something in it does. */
export function createConditions(wishes: Wishes): () => PageConditions {
  const hints: Navigator & Hints = navigator
  const owner = new AbortController()
  const options = { signal: owner.signal }
  let settling: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => {
    owner.abort()
    clearTimeout(settling)
  })

  const [visible, setVisible] = createSignal(document.visibilityState === 'visible')
  const look = () => setVisible(document.visibilityState === 'visible')
  document.addEventListener('visibilitychange', look, options)
  document.addEventListener('freeze', () => setVisible(false), options)
  document.addEventListener('resume', look, options)
  // Back from the back/forward cache no visibilitychange fires in every browser.
  addEventListener('pageshow', look, options)

  const [online, setOnline] = createSignal(navigator.onLine)
  addEventListener('online', () => setOnline(true), options)
  addEventListener('offline', () => setOnline(false), options)

  const [network, setNetwork] = createSignal(readNetwork(hints.connection), { equals: sameNetwork })
  const connection = hints.connection
  connection?.addEventListener('change', () => setNetwork(readNetwork(connection)), options)

  const [battery, setBattery] = createSignal<PageConditions['battery']>(undefined, {
    equals: (a, b) => a?.level === b?.level && a?.charging === b?.charging,
  })
  hints.getBattery?.().then(
    (found) => {
      if (owner.signal.aborted) return
      const read = () => setBattery({ level: found.level, charging: found.charging })
      const settle = () => {
        clearTimeout(settling)
        settling = setTimeout(read, settleMs)
      }
      found.addEventListener('levelchange', settle, options)
      found.addEventListener('chargingchange', settle, options)
      read()
    },
    // A browser may refuse by policy: then the battery stays unknown.
    () => {},
  )

  const mobile = isMobile(hints)
  return createMemo(() => ({
    visible: visible(),
    online: online(),
    battery: battery(),
    network: network().network,
    saveData: network().saveData,
    mobile,
    mode: wishes.mode(),
    budgetBytes: wishes.budgetBytes(),
    forced: wishes.forced(),
  }))
}

type Network = Pick<PageConditions, 'network' | 'saveData'>

function readNetwork(connection: Connection | undefined): Network {
  const type = connection?.type
  const network =
    type === 'cellular' ? 'cellular' : type === 'wifi' || type === 'ethernet' ? 'wifi' : 'unknown'
  return { network, saveData: connection?.saveData ?? false }
}

function sameNetwork(a: Network, b: Network): boolean {
  return a.network === b.network && a.saveData === b.saveData
}

function isMobile(hints: Navigator & Hints): boolean {
  if (hints.userAgentData) return hints.userAgentData.mobile
  // An iPad calls itself a Macintosh, but no Macintosh has a touch screen.
  return (
    matchMedia('(pointer: coarse)').matches &&
    (/Android|Mobi|iPhone|iPad/.test(navigator.userAgent) ||
      (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1))
  )
}

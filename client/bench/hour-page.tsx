import '../ui/styles.css'
import { defaultSymbols } from '../../shared/instrument.ts'
import { openApp, price, prices, says } from '../app-harness.tsx'

/** What the driver may ask of the page. */
export interface HourBench {
  open(): void
  /** Streams so many seconds of the market, as fast as the page draws. */
  stream(seconds: number): Promise<void>
}

/** As the engine sends them to a phone that is charging. */
const messagesPerSecond = 10
/** Between two frames; more would be more than the page ever gets. */
const messagesAtOnce = 20

let app: ReturnType<typeof openApp> | undefined
/** The market's own time, which runs ahead of the device's. */
let time = Date.now()
let sequence = 0
let seed = 7

function random(): number {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
  return seed / 2_147_483_648
}

const units = new Map<string, number>(defaultSymbols.map((symbol) => [symbol, 1_000_000]))

/** Every instrument a little further. */
function tick() {
  time += 1_000 / messagesPerSecond
  sequence += 1
  return prices(
    defaultSymbols.map((symbol) => {
      const next = (units.get(symbol) ?? 0) + Math.round((random() - 0.5) * 400)
      units.set(symbol, next)
      return price({ symbol, price: next, bid: next - 1, ask: next + 1, time, sequence })
    }),
  )
}

const hour: HourBench = {
  open() {
    localStorage.setItem('ebb.chart', JSON.stringify({ interval: '1s' }))
    app = openApp('/i/BTCUSDT')
    app.send(says())
    app.send(tick())
  },
  async stream(seconds) {
    for (let left = seconds * messagesPerSecond; left > 0; left -= messagesAtOnce) {
      for (let count = 0; count < messagesAtOnce; count++) app?.send(tick())
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
  },
}

Object.assign(window, { hour })

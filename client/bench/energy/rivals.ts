import type { Page } from 'playwright-core'
import { defaultSymbols } from '../../../shared/instrument.ts'

/*
 * What others ship, on the same feed, as small as it can be written: a list of prices, fed in one way
 * whatever the device is at. Each gets plain JSON, as a page without a library of ours would. A price
 * flashes when it moves, as Ebb's do: that costs more than what is fed.
 */
export const rivals = {
  'WebSocket, pings every 25 s': `
    const socket = new WebSocket(location.origin.replace('http', 'ws') + '/ws/price')
    socket.onopen = () => {
      socket.send(JSON.stringify({ type: 'subscribe', symbols, interval_ms: 250 }))
      setInterval(() => socket.send(JSON.stringify({ type: 'ping' })), 25000)
    }
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data)
      if (message.type === 'price') show(message)
    }`,
  'SSE, once a second': `
    const events = new EventSource('/api/sse/prices?interval=1000&symbols=' + symbols)
    events.addEventListener('price', ({ data }) => show(JSON.parse(data)))`,
  'poll every 10 s': pollsEvery(10_000, '&again=10000'),
  'poll every 5 s': pollsEvery(5_000),
  /** For the processor only: as often as Ebb when it is live. */
  'WebSocket, as often': `
    const socket = new WebSocket(location.origin.replace('http', 'ws') + '/ws/price')
    socket.onopen = () =>
      socket.send(JSON.stringify({ type: 'subscribe', symbols, interval_ms: 100 }))
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data)
      if (message.type === 'price') show(message)
    }`,
  'EventSource, as often': `
    const events = new EventSource('/api/sse/prices?interval=100&symbols=' + symbols)
    events.addEventListener('price', ({ data }) => show(JSON.parse(data)))`,
} as const

export type RivalName = keyof typeof rivals
/** Those whose radio is compared. */
export const policies = [
  'WebSocket, pings every 25 s',
  'SSE, once a second',
  'poll every 10 s',
  'poll every 5 s',
] as const satisfies readonly RivalName[]

/** Opens a page of theirs; its context must let scripts run that the server's policy doesn't know. */
export async function openRival(page: Page, origin: string, name: RivalName): Promise<void> {
  await page.goto(`${origin}/healthz`)
  await page.setContent(`<!doctype html>
    <style>
      body { font: 16px system-ui }
      .row { display: flex; justify-content: space-between; height: 44px }
      .row-price { position: relative }
      .row-price::before {
        content: ''; position: absolute; inset: 0; opacity: 0; background: green;
      }
      @media (prefers-reduced-motion: no-preference) {
        [data-flash='0']::before { animation: even 900ms ease-out }
        [data-flash='1']::before { animation: odd 900ms ease-out }
      }
      @keyframes even { from { opacity: 0.2 } }
      @keyframes odd { from { opacity: 0.2 } }
    </style>
    <main></main>
    <script>
      const symbols = ${JSON.stringify(defaultSymbols)}
      const money = new Intl.NumberFormat('en', { minimumFractionDigits: 2 })
      const rows = new Map(symbols.map((symbol) => {
        const row = document.querySelector('main').appendChild(document.createElement('a'))
        row.className = 'row'
        row.append(symbol, document.createElement('span'), document.createElement('span'))
        row.children[0].className = 'row-price'
        return [symbol, row]
      }))
      function show({ symbol, price, change_24h }) {
        const row = rows.get(symbol)
        if (row === undefined) return
        const shown = row.children[0]
        shown.textContent = money.format(price)
        if (Date.now() - (shown.flashedAt ?? 0) >= 900) {
          shown.flashedAt = Date.now()
          shown.dataset.flash = shown.dataset.flash === '0' ? '1' : '0'
        }
        row.children[1].textContent = change_24h?.toFixed(2) + ' %'
      }
      ${rivals[name]}
    </script>`)
}

/** `asks` is what spares it most: a connection that ends with its answer, or one that is kept. */
function pollsEvery(ms: number, asks = ''): string {
  return `
    const poll = async () => {
      const answer = await fetch('/api/prices?symbols=' + symbols + '${asks}')
      for (const price of (await answer.json()).prices) show(price)
    }
    poll()
    setInterval(poll, ${ms})`
}

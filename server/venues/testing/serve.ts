import { parseArgs } from 'node:util'
import { binanceScript } from './scripts/binance.ts'
import { bybitScript } from './scripts/bybit.ts'
import { coinbaseScript } from './scripts/coinbase.ts'
import { krakenScript } from './scripts/kraken.ts'
import { okxScript } from './scripts/okx.ts'
import { type Script, startStandIn } from './stand-in.ts'

/*
 * A stand-in as a program of its own, for tests in browsers: `serve.ts okx`. It prints its addresses
 * and trades until it is killed; its prices only ever rise.
 *
 *   --refuse 451   answers every upgrade and question so
 *   --frame '…'    a recorded frame that is sent instead of trades of the first symbol, as of now
 */
const scripts: Record<string, Script> = {
  binance: binanceScript,
  okx: okxScript,
  bybit: bybitScript,
  coinbase: coinbaseScript,
  kraken: krakenScript,
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { refuse: { type: 'string' }, frame: { type: 'string' } },
})
const script = scripts[positionals[0] ?? '']
if (script === undefined) {
  throw new Error(`Name a venue: ${Object.keys(scripts).join(', ')}.`)
}

const standIn = await startStandIn(script)
if (values.refuse !== undefined) standIn.refuse({ status: Number(values.refuse) })

const { frame } = values
let trades = 0
setInterval(() => {
  trades += 1
  for (const [index, symbol] of script.symbols.entries()) {
    if (index === 0 && frame !== undefined) continue
    const price = (1_000 * (index + 1) + trades / 100).toFixed(2)
    standIn.publish(script.trade(symbol, { price, id: trades }))
  }
  if (frame !== undefined) standIn.send(asOfNow(frame))
}, 100)

process.stdout.write(`ready ${standIn.urls.wsUrl} ${standIn.urls.restUrl}\n`)

/** Times moved to the present: a venue's word of last year is older than any other. */
function asOfNow(raw: string): string {
  const now = Date.now()
  return raw
    .replace(/\b1[67]\d{11}\b/g, String(now))
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z/g, new Date(now).toISOString())
}

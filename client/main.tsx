import './ui/styles.css'
import { render } from 'solid-js/web'
import { App } from './app.tsx'
import { openLive } from './bridge.ts'
import { createCandleCache } from './db/candles.ts'
import { createDatabase } from './db/database.ts'
import { fetchCandles } from './state/fetch-candles.ts'

const root = document.getElementById('app')
if (!root)
  throw new Error('The page has no element #app: index.html and main.tsx must go together.')
const candleCache = createCandleCache(createDatabase())
render(
  () => <App openLive={openLive} fetchCandles={fetchCandles} candleCache={candleCache} />,
  root,
)

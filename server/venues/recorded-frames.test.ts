import { expect, it } from 'vitest'
import { type Instrument, instrumentId, type VenueName } from '../../shared/instrument.ts'
import { parseBybit } from './bybit-parse.ts'
import { parseCoinbase } from './coinbase-parse.ts'
import { parseKraken } from './kraken-parse.ts'
import { parseOkx } from './okx-parse.ts'
import { expectSound, inShort } from './testing/events.ts'
import { recordedAreAbsent, recordedFrames, whySkipped } from './testing/recorded.ts'

/** Of all venues' clocks the latest. */
const now = Date.UTC(2026, 10, 21)

/** What each recorded frame says, in short; Binance's are beside its parser. */
const expected: Record<string, Record<string, string[]>> = {
  okx: {
    subscribe_ack: ['subscribed tickers BTC-USDT'],
    subscribe_ack_2022: ['subscribed tickers BTC-USDT'],
    unsubscribe_ack: ['unsubscribed tickers BTC-USDT'],
    ticker_spot_2026_09: [
      'quote OKX:BTC-USDT 837741 65302934 837742 25697131 undefined',
      'ticker OKX:BTC-USDT 837668 841801 852588 831747 544995415651',
    ],
    ticker_spot_2026_08: [
      'quote OKX:BTC-USDT 779955 1732428 779956 81895206 undefined',
      'ticker OKX:BTC-USDT 779974 787980 794014 770000 473077655105',
    ],
    ticker_swap_2025: ['An event of "BTC-USDT-SWAP", which was not subscribed.'],
    ticker_spot_2022_1: [
      'quote OKX:BTC-USDT 302286 23393000 302287 155896972 undefined',
      'ticker OKX:BTC-USDT 302360 297004 310730 280203 1760213085371',
    ],
    ticker_spot_2022_2: [
      'quote OKX:BTC-USDT 302286 23393000 302287 155896972 undefined',
      'ticker OKX:BTC-USDT 302435 297004 310730 280203 1760213889433',
    ],
    trades_spot_2022_1: ['trade OKX:BTC-USDT 302360 20000 buy 338476307 1652459224818'],
    trades_spot_2022_2: ['trade OKX:BTC-USDT 302435 100000 buy 338476308 1652459226050'],
    trades_spot_2026: ['trade OKX:BTC-USDT 837726 1780 buy 1062992715 1790358565298'],
    trades_spot_2026_senken: ['trade OKX:BTC-USDT 788088 504905 sell 1051102132 1788118931677'],
    index_tickers: ['An event of "index-tickers", which was not subscribed.'],
    candle1H_business: [
      'A frame holds ["1747141200000","103644.1","103700","103629.2","103700","11… where an event belongs.',
    ],
    error_candle_on_public: [
      'unknown BTC-USDT: OKX answered error "60018": "Subscribe failed, wrong URL or channel:candle1m,instId:BTC-….',
    ],
    error_unknown_instrument: [
      'unknown trades.BTC-USDT-SWAP: OKX answered error "60018": "Subscribe failed, wrong URL or channel:trades,instId:trades….',
    ],
    error_invalid_request: [
      'unknown undefined: OKX answered error "60012": "Invalid request: {\\"op\\": \\"subscribe\\", \\"argss\\":[{ \\"cha….',
    ],
    conn_count: [],
    conn_count_error: ['OKX says "channel-conn-count-error": nothing.'],
    notice_upgrade: ['shutdown'],
    pong_text: ['alive'],
  },
  bybit: {
    subscribe_ack_spot: ['subscribed all'],
    subscribe_ack_spot_2025: ['subscribed all'],
    subscribe_ack_linear: ['subscribed all'],
    unsubscribe_ack: ['unsubscribed all'],
    pong_spot: ['alive'],
    pong_linear: ['alive'],
    pong_option: ['alive'],
    ticker_spot_2026: ['ticker BYBIT:BTCUSDT 7760680 7860520 7868530 7641260 7654575275'],
    ticker_spot_2025_btc: ['ticker BYBIT:BTCUSDT 10274260 10522180 10592010 10040370 12061295487'],
    ticker_spot_2025_atom: ['ticker BYBIT:ATOMUSDT 4166 4315 4538 4028 836887238'],
    trade_spot_2026: ['trade BYBIT:BTCUSDT 7760680 712 buy 1202469355 1788335009482'],
    ticker_linear_snapshot: ['ticker BYBIT:BTCUSDT 6187400 6248460 6275290 6100010 98430105000'],
    ticker_linear_delta: [],
    tickers_tardis_1: ['An event of "BTCUSD", which was not subscribed.'],
    tickers_tardis_2: [],
    tickers_tardis_3: ['An event of "BTCUSDU23", which was not subscribed.'],
    tickers_tardis_4: [],
    tickers_tardis_5: ['ticker BYBIT:BTCUSDT 2855070 2789970 2879710 2784280 151185516000'],
    ticker_linear_perp_snapshot: ['ticker BYBIT:BTCPERP 6194570 6199120 6224220 6105910 427375'],
    ticker_linear_perp_delta_bad_ts: ['A ticker of BTCPERP at the time 171575661221.'],
    orderbook1_snapshot_shape: ['quote BYBIT:BTCUSDT 1649350 6000 1661100 29000 undefined'],
    orderbook1_one_sided: ['quote BYBIT:BTCUSDT undefined undefined 1661100 29000 undefined'],
    error_handler_not_found: [
      'unknown NOTASYMBOL, whole: Bybit answered "error:handler not found,topic:publicTrade.NOTASYMBOL" to "subscribe".',
    ],
    error_already_subscribed: ['already tickers BTCUSDT'],
    error_args_size: ['unknown undefined, whole: Bybit answered "args size >10" to "subscribe".'],
    error_invalid_op: ['Bybit answered "error:invalid op" to "nope".'],
    error_invalid_topic_test: [
      'unknown undefined, whole: Bybit answered "Invalid topic: invalid.topic.BTCUSDT" to "subscribe".',
    ],
    system_status: ['An event of "system.status", which was not subscribed.'],
  },
  coinbase: {
    subscriptions_ack: ['subscriptions matches BTC-USD'],
    subscriptions_ack_2021: ['subscriptions '],
    subscriptions_empty: ['subscriptions '],
    ticker_2026_09: [
      'ticker COINBASE:BTC-USD 7757287 7860992 7863501 7636612 733673471395',
      'quote COINBASE:BTC-USD 7757287 9686 7757585 4350000 135437581854',
    ],
    match_2026_09: ['trade COINBASE:BTC-USD 7757287 9 sell 1087540758 1788335050104'],
    last_match_2026_09: ['alive'],
    ticker_2025_06_a: [
      'ticker COINBASE:BTC-USD 10286150 10470088 10599968 10034573 1126364960739',
      'quote COINBASE:BTC-USD 10286149 5883958 10286150 15161616 106614625991',
    ],
    ticker_2025_06_b: [
      'ticker COINBASE:BTC-USD 10286150 10470088 10599968 10034573 1126365145165',
      'quote COINBASE:BTC-USD 10286149 5883958 10286150 14977190 106614626042',
    ],
    ticker_2021_1: [
      'ticker COINBASE:BAND-GBP 147775 146647 165500 143691 9438128',
      'quote COINBASE:BAND-GBP 147550 undefined 148060 undefined 333938798',
    ],
    ticker_2021_2: ['An event of "SKL-GBP", which was not subscribed.'],
    ticker_2021_3: ['An event of "NU-GBP", which was not subscribed.'],
    last_match_2021: ['alive'],
    match_2021: ['An event of "SKL-BTC", which was not subscribed.'],
    heartbeat: ['alive'],
    error_bad_product: [
      'unknown BTC-XXX, whole: Coinbase answered "Failed to subscribe": "BTC-XXX is not a valid product".',
    ],
    error_no_channels: ['Coinbase answered "Failed to unsubscribe": "No channels provided".'],
    error_empty_product: [
      'unknown undefined, whole: Coinbase answered "Failed to subscribe": " is not a valid product".',
    ],
    error_slow_consume: ['Coinbase answered "ErrSlowConsume": nothing.'],
    l2update_anomaly_1: ['An event of "l2update", not subscribed.'],
    l2update_anomaly_2: ['An event of "snapshot", not subscribed.'],
    adv_subscriptions: ['An event of "subscriptions", not subscribed.'],
    adv_market_trades: ['An event of "market_trades", not subscribed.'],
    adv_ticker: ['An event of "ticker", not subscribed.'],
    adv_heartbeat: ['An event of "heartbeats", not subscribed.'],
  },
  kraken: {
    status_on_connect: ['alive'],
    status_on_connect_2: ['alive'],
    subscribe_ack: ['subscribed ticker USDT/USD'],
    subscribe_ack_trade_real: ['subscribed trade BTC/USD'],
    unsubscribe_ack: ['unsubscribed ticker BTC/USD'],
    ticker_snapshot_real: [
      'quote KRAKEN:USDT/USD 99980 4462068692 99981 108760570467 undefined',
      'ticker KRAKEN:USDT/USD 99981 99976 100000 99959 27063827750461',
    ],
    ticker_update_real: [
      'quote KRAKEN:BTC/USD 837442 56251979 837443 44780 undefined',
      'ticker KRAKEN:BTC/USD 837443 841736 852474 831636 315684782110',
    ],
    ticker_update_2023_no_timestamp: [
      'quote KRAKEN:ALGO/USD 10025 74000000 10035 74000000 undefined',
      'A ticker of ALGO/USD at the time nothing.',
    ],
    ticker_zero_book: ['A quote of ANETx/USD at the time "1970-01-01T00:00:00.000000Z".'],
    trade_real: ['trade KRAKEN:BTC/USD 837443 44780 buy 109116693 1790358506844'],
    ohlc_real: ['An event of "ohlc", which was not subscribed.'],
    heartbeat: ['alive'],
    pong: ['alive'],
    error_unsupported_pair: [
      'unknown NOPE/USD: Kraken answered "Currency pair not supported NOPE/USD".',
    ],
    error_legacy_name: ['unknown XBT/USD: Kraken answered "Currency pair not supported XBT/USD".'],
    error_private_on_public: [
      'unknown undefined: Kraken answered "Private data and trading are unavailable on this endpoint. ….',
    ],
    error_msg_rate: ['hurried: Kraken answered "Exceeded msg rate".'],
    status_maintenance: ['Kraken is in maintenance.', 'shutdown'],
  },
}

const parsers = {
  okx: { parse: parseOkx, instruments: listed('OKX', ['BTC-USDT', 1, 8]) },
  bybit: {
    parse: parseBybit,
    instruments: listed('BYBIT', ['BTCUSDT', 2, 6], ['ATOMUSDT', 3, 3], ['BTCPERP', 2, 3]),
  },
  coinbase: {
    parse: parseCoinbase,
    instruments: listed('COINBASE', ['BTC-USD', 2, 8], ['BAND-GBP', 4, 2], ['BTC-EUR', 2, 8]),
  },
  kraken: {
    parse: parseKraken,
    instruments: listed(
      'KRAKEN',
      ['BTC/USD', 1, 8],
      ['USDT/USD', 5, 5],
      ['ALGO/USD', 5, 5],
      ['ANETx/USD', 2, 2],
    ),
  },
}

for (const [venue, { parse, instruments }] of Object.entries(parsers)) {
  it.skipIf(recordedAreAbsent)(
    `reads every recorded frame of ${venue} as what it is, or names why not${whySkipped}`,
    () => {
      const frames = recordedFrames(venue).filter(({ dir }) => dir === 'recv')
      const said = frames.map(({ name, raw }) => {
        const events = parse(raw, { instruments, receivedAt: now, now })
        for (const event of events) expectSound(event)
        return [name, events.map(inShort)]
      })
      expect(Object.fromEntries(said)).toEqual(expected[venue])
    },
  )
}

function listed(
  venue: VenueName,
  ...rows: readonly (readonly [symbol: string, decimals: number, sizeDecimals: number])[]
): ReadonlyMap<string, Instrument> {
  return new Map(
    rows.map(([symbol, decimals, sizeDecimals]) => {
      const [base = '', quote = ''] = symbol.split(/[-/]/)
      const id = instrumentId(venue, symbol)
      return [symbol, { id, venue, symbol, base, quote, decimals, sizeDecimals }]
    }),
  )
}

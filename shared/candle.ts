import type { Trade } from './trade.ts'

/** Open, high, low, close in price units and volume in size units, over an interval from `time`. */
export interface Candle {
  /** Start of the interval, epoch ms, UTC. */
  time: number
  open: number
  high: number
  low: number
  close: number
  volume: number
}

/** A candle that knows which trades opened and closed it, so that a late trade still corrects it. */
export interface FoldedCandle extends Candle {
  openedBy: TradeOrder
  closedBy: TradeOrder
}

/** Trades are ordered by the venue's time, then by its id. */
interface TradeOrder {
  time: number
  id: number
}

/** The candle of one trade; `time` is the start of its interval. */
export function openCandle(trade: Trade, time: number): FoldedCandle {
  const { price, size } = trade
  return {
    time,
    open: price,
    high: price,
    low: price,
    close: price,
    volume: size,
    openedBy: order(trade),
    closedBy: order(trade),
  }
}

/**
 * Folds one more trade of the same interval in, whatever order trades come in; `candle` is changed in
 * place.
 */
export function foldTrade(candle: FoldedCandle, trade: Trade): void {
  const { price, size } = trade
  if (price > candle.high) candle.high = price
  if (price < candle.low) candle.low = price
  candle.volume += size
  const at = order(trade)
  if (isBefore(at, candle.openedBy)) {
    candle.open = price
    candle.openedBy = at
  }
  if (!isBefore(at, candle.closedBy)) {
    candle.close = price
    candle.closedBy = at
  }
}

function order(trade: Trade): TradeOrder {
  return { time: trade.time, id: trade.id ?? 0 }
}

function isBefore(a: TradeOrder, b: TradeOrder): boolean {
  return a.time < b.time || (a.time === b.time && a.id < b.id)
}

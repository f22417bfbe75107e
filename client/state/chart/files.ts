import type { Chart } from '../../chart/view.ts'
import { chartWords } from '../../words/late/chart.ts'
import { chartSheetWords } from '../../words/late/chart-sheet.ts'
import type { CandleState } from '../candles/candles.ts'
import { saveFile } from '../save-file.ts'
import { splitSymbol, venueName } from '../symbols.ts'
import { csvOf } from './csv.ts'

export interface Exported {
  /** As it is called in the address. */
  symbol: string
  candles: CandleState
}

/** What is painted, under the name of what it is of. */
export async function pictureFile(drawn: Chart, { symbol, candles }: Exported): Promise<File> {
  const { interval, venue } = candles
  const { base, quote } = splitSymbol(symbol)
  const name = quote === '' ? base : `${base}/${quote}`
  const detail = [venueName(venue), chartWords().intervals[interval].text]
  const picture = await drawn.image({ name, detail: detail.filter(Boolean).join(' · ') })
  return new File([picture], fileName([symbol, interval], 'png'), { type: 'image/png' })
}

/** All candles that are loaded. */
export function tableFile({ symbol, candles }: Exported): File {
  const { series, decimals, interval } = candles
  const text = csvOf(series.columns, decimals)
  return new File([text], fileName([symbol, interval], 'csv'), { type: 'text/csv' })
}

/**
 * Hands a file over: to another app where the device is held in the hand and shares files, else as a
 * download. Resolves to whether it was saved here, which deserves a word.
 */
export async function handOver(file: File): Promise<boolean> {
  const isInHand = matchMedia('(pointer: coarse)').matches
  if (!isInHand || !navigator.canShare?.({ files: [file] })) return saveFile(file)
  try {
    await navigator.share({ files: [file] })
    return false
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return false
    // The tap was too long ago for sharing, or no app takes it: a download needs neither.
    return saveFile(file)
  }
}

/** What is said once it is saved. */
export const savedText = ({ name }: File): string => chartSheetWords().exported(name)

/** A name that every file system takes: `KRAKEN:BTC/USD` in `5m` is `KRAKEN-BTC-USD-5m.csv`. */
export function fileName(parts: readonly string[], ending: string): string {
  return `${parts.join('-').replaceAll(/[^\p{L}\p{N}._]+/gu, '-')}.${ending}`
}

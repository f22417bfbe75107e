import type { Sparkline } from '../../../shared/api.ts'
import { isSparkline } from './fetch-sparklines.ts'

/** Where the last answers are kept on the device. */
export const keptUnder = 'sparklines'

/** What the server told of an instrument. */
export interface Told {
  /** When it was asked, epoch ms. */
  at: number
  epoch: string
  /** Absent where nobody lists the instrument. */
  line: Sparkline | undefined
}

/** What the device has kept, by symbol; what can't be read is left out. */
export function toldOf(kept: unknown): Map<string, Told> {
  if (typeof kept !== 'object' || kept === null) return new Map()
  return new Map(Object.entries(kept).filter((each): each is [string, Told] => isTold(each[1])))
}

function isTold(value: unknown): value is Told {
  if (typeof value !== 'object' || value === null) return false
  const { at, epoch, line }: Partial<Record<keyof Told, unknown>> = value
  const isLine = line === undefined || isSparkline(line)
  return typeof at === 'number' && typeof epoch === 'string' && isLine
}

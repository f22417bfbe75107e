import { parseSymbol } from '../../shared/instrument.ts'
import { remembering } from '../http/remembering.ts'

/** Whether it is written as a symbol is. */
export const isSymbol = remembering((text) => parseSymbol(text) !== undefined, {
  most: 20_000,
  longest: 64,
  isKept: (isOne) => isOne,
})

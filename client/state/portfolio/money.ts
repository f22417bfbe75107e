import { createMemo } from 'solid-js'
import type { AppState } from '../app-state.ts'
import { isConnected } from '../connection/connection.ts'
import type { Owned } from '../owned.ts'
import { createTextSetting } from '../setting.ts'
import { createConversion } from './conversion.ts'
import { isCurrency, type Lot } from './lot.ts'
import { createPairs, monies } from './pairs.ts'

export interface MoneyOptions {
  app: Pick<AppState, 'settings' | 'fetchInstruments' | 'row' | 'status'>
  /** What is held, by instrument. */
  groups(): ReadonlyMap<string, readonly Owned<Lot>[]>
}

/** The currency that everything is told in, and how all others turn into it. */
export function createMoney({ app, groups }: MoneyOptions) {
  const chosen = createTextSetting<string>({
    key: 'currency',
    parse: (text) => (isCurrency(text) ? text : undefined),
    fallback: '',
  })
  /** What an instrument's price is in; its market knows better than its holder. */
  const quoteOf = (symbol: string) =>
    app.row(symbol)?.quote ?? groups().get(symbol)?.[0]?.value.quote ?? ''
  const quotes = createNames(() => [...groups().keys()].map(quoteOf))
  const costs = createNames(() =>
    [...groups().values()].flat().map(({ value }) => value.cost?.currency ?? ''),
  )
  const needed = createNames(() => [...quotes(), ...costs()])
  const currency = () => chosen.value() || (quotes()[0] ?? 'USDT')

  const connected = () => isConnected(app.status())
  const found = createPairs({
    currencies: () => (needed().length === 0 ? [] : unique([...needed(), currency()])),
    fetchInstruments: app.fetchInstruments,
    settings: app.settings,
    market: () => (connected() ? app.status()?.market : undefined),
  })
  /** What is held is subscribed to anyway. */
  const own = createMemo(() =>
    [...groups()].flatMap(([symbol, [first]]) => {
      const { base, quote } = first?.value ?? { base: '', quote: '' }
      return quote === '' ? [] : [{ symbol, base, quote }]
    }),
  )
  const conversion = createConversion({
    pairs: () => [...own(), ...found()],
    from: needed,
    to: currency,
    row: app.row,
    unknown: () => app.status()?.unknown ?? [],
    connected,
  })

  return {
    quoteOf,
    currency,
    choose: chosen.set,
    /** What can be chosen: what all of it can be turned into, and what it is in. */
    choices: createMemo(() => {
      const candidates = unique([...quotes(), ...monies])
      return unique([...conversion.reachable(candidates), currency(), ...quotes()])
    }),
    /** The conversions that are made, each with the way it takes. */
    conversions: createMemo(() =>
      needed()
        .filter((from) => from !== currency())
        .map((from) => ({
          from,
          legs: conversion.wayOf(from),
          rate: conversion.rateFrom(from),
          symbols: conversion.symbolsOf(from),
        })),
    ),
    symbols: conversion.symbols,
    symbolsOf: conversion.symbolsOf,
    rateFrom: conversion.rateFrom,
  }
}

/** Names that change only where one does. */
function createNames(names: () => readonly string[]) {
  return createMemo<readonly string[]>(() => unique(names()), [], {
    equals: (a, b) => a.length === b.length && a.every((each, index) => each === b[index]),
  })
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].filter((name) => name !== '')
}

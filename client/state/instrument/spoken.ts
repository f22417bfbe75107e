import { type Accessor, createEffect, createSignal, onCleanup, untrack } from 'solid-js'
import { directionOf, formatDecimal, formatPrice } from '../../words/format.ts'
import { formatters } from '../../words/formats.ts'
import { instrumentWords } from '../../words/late/instrument.ts'
import type { Row } from '../market.ts'

/** A screen reader needs some seconds for a price; more often than this nobody can listen to it. */
const restMs = 10_000

/**
 * What a live region says: the newest sentence, at most every ten seconds and only where it is
 * another one. Silent while it is off or nobody is there; turned on, it says at once how things stand.
 */
export function createSpoken(options: {
  on: Accessor<boolean>
  /** What there is to say now; `undefined` where it isn't worth saying. */
  sentence: Accessor<string | undefined>
}): Accessor<string> {
  const [said, setSaid] = createSignal('')
  let saidAt = Number.NEGATIVE_INFINITY

  createEffect(() => {
    if (!options.on()) {
      setSaid('')
      saidAt = Number.NEGATIVE_INFINITY
      return
    }
    const sentence = options.sentence()
    if (sentence === undefined || sentence === untrack(said)) return
    const say = () => {
      saidAt = Date.now()
      setSaid(sentence)
    }
    const rest = restMs - (Date.now() - saidAt)
    if (rest <= 0) {
      say()
      return
    }
    const timer = setTimeout(say, rest)
    onCleanup(() => clearTimeout(timer))
  })
  return said
}

/** The price and its change since yesterday as a person would say them. */
export function sentenceOf(
  { price, decimals, change24h }: Pick<Row, 'price' | 'decimals' | 'change24h'>,
  name: string,
): string {
  const { spoken } = instrumentWords()
  const figure = speakFigure(formatPrice(price, decimals))
  const way = directionOf(change24h)
  // As many decimals as it takes: "0.6", not "0.60".
  const hundredths = Math.abs(change24h ?? 0)
  const digits = hundredths % 100 === 0 ? 0 : hundredths % 10 === 0 ? 1 : 2
  return spoken[way](name, figure, speakFigure(formatDecimal(hundredths / 100, digits)))
}

/** A figure as it is read aloud. More than two decimals are read one by one: "0005" is not "five". */
function speakFigure(text: string): string {
  const [whole = '', fraction] = text.split(formatters().decimal)
  if (fraction === undefined) return text
  return instrumentWords().decimal(whole, fraction.length > 2 ? [...fraction].join(' ') : fraction)
}

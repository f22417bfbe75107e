import { type Accessor, createEffect, createSignal, onCleanup, untrack } from 'solid-js'
import { formatters } from '../../words/formats.ts'

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

/**
 * A figure as it is read aloud. `point` is the language's word for the sign before the decimals; more
 * than two of those are read one by one, because zeros are lost in "five" and "fifty".
 */
export function speakFigure(text: string, point: string): string {
  const [whole = '', fraction] = text.split(formatters().decimal)
  if (fraction === undefined) return text
  return `${whole} ${point} ${fraction.length > 2 ? [...fraction].join(' ') : fraction}`
}

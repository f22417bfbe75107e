import { createEffect, createSignal, on, onCleanup, untrack } from 'solid-js'
import type { Answers } from './answers.ts'
import type { FetchedInstruments, InstrumentsRequest, SearchProblem } from './fetch-instruments.ts'
import { type Finding, findAmong } from './finding.ts'
import { codeOf } from './native-name.ts'

/*
 * What was typed, and what is found:
 *
 *   typed ──known answer──▶ answered
 *     └─ asking, with what the device knows ──the pause, the request──▶ answered
 *                                           └──no answer──▶ failed ──again, or connected anew──▶ asking
 */
export type SearchAnswer =
  | { phase: 'asking' | 'answered'; found: readonly Finding[] }
  /** Only what this device knows. */
  | { phase: 'failed'; found: readonly Finding[]; problem: SearchProblem }

export interface SearchOptions {
  fetchInstruments(request: InstrumentsRequest): Promise<FetchedInstruments>
  answers: Answers
  /** What the device knows without a server. */
  known(): readonly Finding[]
  /** Whether the server can be heard; once it is again, what failed is asked again. */
  connected(): boolean
}

/** A whole screen, and some to scroll; who needs more types more. */
export const mostFound = 50
const pauseMs = 120
/** After it the device's own is all there is. */
const patienceMs = 8_000
/** The server refuses more. */
const longest = 64

/** One visit to the search: a query, and what is found for it. */
export function createSearch({ fetchInstruments, answers, known, connected }: SearchOptions) {
  const [query, setQuery] = createSignal('')
  const [attempt, setAttempt] = createSignal(0)
  const knownFor = (text: string) =>
    untrack(() => findAmong([...answers.all(), ...known()], text, mostFound))
  const [answer, setAnswer] = createSignal<SearchAnswer>({ phase: 'asking', found: knownFor('') })

  createEffect(
    on([query, attempt], ([typed]) => {
      const text = codeOf(typed)
      const kept = answers.get(text)
      if (kept) {
        setAnswer({ phase: 'answered', found: kept })
        return
      }
      setAnswer({ phase: 'asking', found: knownFor(text) })
      const asking = new AbortController()
      const fail = (problem: SearchProblem) => {
        asking.abort()
        setAnswer({ phase: 'failed', found: knownFor(text), problem })
      }
      let timer = setTimeout(ask, text === '' ? 0 : pauseMs)
      onCleanup(() => {
        clearTimeout(timer)
        asking.abort()
      })

      async function ask(): Promise<void> {
        timer = setTimeout(() => fail('network'), patienceMs)
        const { signal } = asking
        const fetched = await fetchInstruments({ query: text, limit: mostFound, signal }).catch(
          (error: unknown) => {
            if (!signal.aborted) throw error
          },
        )
        if (signal.aborted || fetched === undefined) return
        clearTimeout(timer)
        if (!fetched.ok) {
          fail(fetched.problem)
          return
        }
        // A market that has yet to come up lists nothing: that is no answer to keep.
        if (fetched.instruments.length > 0) answers.put(text, fetched.instruments)
        setAnswer({ phase: 'answered', found: fetched.instruments })
      }
    }),
  )
  const again = () => setAttempt((count) => count + 1)
  createEffect(
    on(
      connected,
      (is) => {
        if (is && answer().phase === 'failed') again()
      },
      { defer: true },
    ),
  )

  return {
    query,
    type: (text: string) => setQuery(text.trim().slice(0, longest)),
    answer,
    again,
  }
}

export type Search = ReturnType<typeof createSearch>

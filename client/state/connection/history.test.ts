import { expect, it } from 'vitest'
import type { Transition } from '../../engine/live.ts'
import { addTransitions, noHistory, takeOver } from './history.ts'

function line(at: number, from: Transition['from'], to: Transition['to']): Transition {
  return { at, from, to, transport: 'websocket', intervalMs: 100, reason: { type: 'answered' } }
}

const beginning = (at: number) => [
  line(at, 'idle', 'connecting'),
  line(at + 20, 'connecting', 'live'),
]
const story = (lines: readonly Transition[]) => lines.map(({ from, to }) => `${from} ${to}`)

const connected = addTransitions(takeOver(noHistory, 'first'), beginning(1))

it('lists a transition once, also when a worker that was held anew tells its log again', () => {
  const again = addTransitions(takeOver(connected, 'first'), [
    ...beginning(1),
    line(30, 'live', 'waiting'),
  ])
  expect(story(again.lines)).toEqual(['idle connecting', 'connecting live', 'live waiting'])
})

it('tells of a worker that takes over in one line', () => {
  let history = takeOver(connected, 'second')
  for (const one of beginning(500)) history = addTransitions(history, [one])
  expect(story(history.lines)).toEqual(['idle connecting', 'connecting live', 'live live'])
  expect(history.lines.at(-1)).toMatchObject({ at: 500, transport: 'websocket' })
  history = addTransitions(history, [line(900, 'live', 'resting')])
  expect(story(history.lines).at(-1)).toBe('live resting')
})

it('tells the whole story of a worker that does not get through', () => {
  const told = [
    line(500, 'idle', 'connecting'),
    line(600, 'connecting', 'waiting'),
    ...beginning(700),
  ]
  const { lines } = addTransitions(takeOver(connected, 'second'), told)
  expect(story(lines).slice(2)).toEqual(told.map(({ from, to }) => `${from} ${to}`))
})

it('tells the whole story where there was no connection before', () => {
  const first = addTransitions(takeOver(noHistory, 'first'), [line(1, 'idle', 'connecting')])
  const { lines } = addTransitions(takeOver(first, 'second'), beginning(500))
  expect(story(lines)).toEqual(['idle connecting', 'idle connecting', 'connecting live'])
})

it('keeps the newest 200 lines', () => {
  const many = Array.from({ length: 300 }, (_, at) => line(at + 100, 'live', 'resting'))
  const { lines } = addTransitions(connected, many)
  expect([lines.length, lines.at(-1)?.at]).toEqual([200, 399])
})

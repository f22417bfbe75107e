import { expect, it } from 'vitest'
import { makeIncidents } from './incidents.ts'
import { makeLog } from './log.ts'

function start() {
  const lines: string[] = []
  const log = makeLog({ level: 'info', destination: { write: (line) => lines.push(line) } })
  const counted: string[] = []
  const clock = { now: 0 }
  const onIncident = (what: string) => counted.push(what)
  const incidents = makeIncidents({ log, now: () => clock.now, onIncident })
  return { incidents, lines, counted, clock }
}

it('writes twenty of a kind in a minute, and then how many it left out', () => {
  const { incidents, lines, counted, clock } = start()
  for (let i = 0; i < 100; i++) incidents.note('origin', { path: `/${i}` })
  incidents.note('limit', { path: '/' })
  expect(lines).toHaveLength(21)
  clock.now = 60_000
  incidents.note('origin', { path: '/later' })
  incidents.note('origin', { path: '/and later' })
  expect(lines.slice(21).map((line) => JSON.parse(line).unlogged)).toEqual([80, undefined])
  expect(counted).toHaveLength(103)
})

it('lets no text break its line, nor make it long', () => {
  const { incidents, lines } = start()
  incidents.note('origin', { origin: `\r\n{"level":"info"}\u2028\x1b[2J${'x'.repeat(9_999)}` })
  expect(lines).toHaveLength(1)
  expect(lines[0]?.length).toBeLessThan(500)
  expect(lines[0]?.trimEnd()).not.toMatch(/\p{Cc}/u)
  expect(JSON.parse(lines[0] ?? '').level).toBe('warn')
})

it('takes a few answers of 401 for accidents, and tells once of many', () => {
  const { incidents, lines, clock } = start()
  for (let i = 0; i < 19; i++) incidents.strange('192.0.2.1')
  clock.now = 60_000
  for (let i = 0; i < 19; i++) incidents.strange('192.0.2.1')
  for (let i = 0; i < 2_000; i++) incidents.strange(`10.0.0.${i}`)
  expect(lines).toEqual([])
  for (let i = 0; i < 50; i++) incidents.strange('198.51.100.1')
  expect(lines.map((line) => JSON.parse(line).address)).toEqual(['198.51.100.1'])
})

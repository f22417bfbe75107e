import fc from 'fast-check'
import { expect, it } from 'vitest'
import { makeShelves } from './shelves.ts'

it('gives back what was put, of any length and in any script, until it is removed', () => {
  const shelves = makeShelves()
  const kept = new Map<number, string>()
  const text = fc.string({ unit: 'binary', maxLength: 300 })
  const step = fc.record({ text, times: fc.integer({ min: 1, max: 900 }), take: fc.nat() })
  fc.assert(
    fc.property(step, ({ text, times, take }) => {
      const long = text.repeat(times)
      kept.set(shelves.put(long), long)
      const gone = [...kept.keys()][take % (2 * kept.size)]
      if (gone !== undefined) {
        shelves.remove(gone)
        kept.delete(gone)
      }
      for (const [place, each] of kept) if (shelves.get(place) !== each) expect.fail(each)
    }),
  )
})

it('uses a place again once it is free', () => {
  const shelves = makeShelves()
  const places = Array.from({ length: 10_000 }, (_, n) => shelves.put(`rule ${n}`))
  expect(new Set(places).size).toBe(places.length)
  for (const place of places) shelves.remove(place)
  expect(places).toContain(shelves.put('rule'))
})

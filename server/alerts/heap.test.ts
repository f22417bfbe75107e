import fc from 'fast-check'
import { expect, it } from 'vitest'
import { makeHeap } from './heap.ts'
import { makePlaces } from './places.ts'

it('has the nearest on top, whatever is added and taken out', () => {
  const step = fc.record({ level: fc.integer({ min: -50, max: 50 }), take: fc.option(fc.nat()) })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), fc.boolean(), (steps, isLowest) => {
      const heap = makeHeap(isLowest ? 'lowest' : 'highest', makePlaces())
      const all = new Map<number, number>()
      for (const [item, { level, take }] of steps.entries()) {
        heap.add(item, level)
        all.set(item, level)
        if (take !== null) {
          const gone = [...all.keys()][take % all.size] ?? 0
          all.delete(gone)
          heap.remove(gone)
        }
        const nearest = Math[isLowest ? 'min' : 'max'](...all.values())
        expect(heap.size()).toBe(all.size)
        expect(heap.level()).toBe(nearest)
        expect(all.get(heap.top() ?? -1)).toBe(all.size === 0 ? undefined : nearest)
      }
    }),
  )
})

it('does nothing when what is taken out was never there', () => {
  const places = makePlaces()
  const [here, elsewhere] = [makeHeap('lowest', places), makeHeap('lowest', places)]
  here.add(1, 1)
  elsewhere.add(2, 1)
  here.remove(2)
  here.remove(5_000)
  expect([here.size(), elsewhere.size()]).toEqual([1, 1])
  elsewhere.remove(2)
  expect([here.size(), elsewhere.size()]).toEqual([1, 0])
})

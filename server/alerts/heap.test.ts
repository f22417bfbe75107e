import fc from 'fast-check'
import { expect, it } from 'vitest'
import { makeHeap, type Waiting } from './heap.ts'

it('has the nearest on top, whatever is added and taken out', () => {
  const step = fc.record({ level: fc.integer({ min: -50, max: 50 }), take: fc.option(fc.nat()) })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), fc.boolean(), (steps, isLowest) => {
      const heap = makeHeap<Waiting>(isLowest ? 'lowest' : 'highest')
      const all: Waiting[] = []
      for (const { level, take } of steps) {
        const waiting = { level, place: -1 }
        heap.add(waiting)
        all.push(waiting)
        if (take !== null) {
          const [gone] = all.splice(take % all.length, 1)
          if (gone !== undefined) heap.remove(gone)
        }
        const levels = all.map((each) => each.level)
        expect(heap.size()).toBe(all.length)
        expect(heap.top()?.level).toBe(
          levels.length === 0 ? undefined : Math[isLowest ? 'min' : 'max'](...levels),
        )
      }
    }),
  )
})

it('does nothing when what is taken out was never there', () => {
  const heap = makeHeap<Waiting>('lowest')
  heap.add({ level: 1, place: -1 })
  heap.remove({ level: 1, place: -1 })
  heap.remove({ level: 1, place: 0 })
  expect(heap.size()).toBe(1)
})

import { expect, it } from 'vitest'
import { makeAgenda } from './agenda.ts'

it('runs what is due in the order of its time, and leaves the rest', () => {
  const agenda = makeAgenda()
  const ran: number[] = []
  for (const instant of [30, 10, 20, 11]) agenda.at(instant, () => ran.push(instant))
  agenda.run(9)
  expect(ran).toEqual([])
  agenda.run(20)
  expect(ran).toEqual([10, 11, 20])
  agenda.run(100)
  expect(ran).toEqual([10, 11, 20, 30])
})

it('runs what comes to be due while it runs, in its place', () => {
  const agenda = makeAgenda()
  const ran: string[] = []
  agenda.at(10, () => {
    ran.push('first')
    agenda.at(15, () => ran.push('made by the first'))
    agenda.at(21, () => ran.push('later'))
  })
  agenda.at(20, () => ran.push('second'))
  agenda.run(20)
  expect(ran).toEqual(['first', 'made by the first', 'second'])
})

it('runs nothing that was taken out, also by what runs before it', () => {
  const agenda = makeAgenda()
  const ran: string[] = []
  const gone = agenda.at(10, () => ran.push('gone'))
  agenda.take(gone)
  agenda.take(gone)
  agenda.take(undefined)
  const next = agenda.at(30, () => ran.push('taken by the one before'))
  agenda.at(20, () => agenda.take(next))
  agenda.at(40, () => ran.push('last'))
  agenda.run(40)
  expect(ran).toEqual(['last'])
})

it('runs each once, though its work fails', () => {
  const agenda = makeAgenda()
  const ran: string[] = []
  agenda.at(10, () => {
    throw new Error('It can’t.')
  })
  agenda.at(20, () => ran.push('next'))
  expect(() => agenda.run(20)).toThrow('It can’t.')
  agenda.run(20)
  expect(ran).toEqual(['next'])
})

import { expect, it } from 'vitest'
import { record } from '../../db/testing/records-contract.ts'
import { differenceOf } from './difference.ts'

const gone = { deleted: true, value: undefined } as const

it('counts what is new, what is newer, what is deleted and what is here already', () => {
  const here = [
    record('same'),
    record('older', { changedAt: 5 }),
    record('newer', { changedAt: 9 }),
    record('deleted there'),
    record('deleted here', { ...gone, changedAt: 9 }),
    record('brought back', { ...gone, changedAt: 1 }),
  ]
  const coming = [
    record('same'),
    record('older', { changedAt: 6 }),
    record('newer', { changedAt: 6 }),
    record('deleted there', { ...gone, changedAt: 2 }),
    record('deleted here', { changedAt: 6 }),
    record('brought back', { changedAt: 6 }),
    record('never seen'),
    record('never seen and deleted', gone),
  ]
  expect(differenceOf(here, coming)).toEqual([
    { kind: 'entry', added: 2, changed: 1, removed: 1, same: 3 },
  ])
})

it('says nothing of kinds that are not in it', () => {
  expect(differenceOf([record('a')], [])).toEqual([])
  expect(differenceOf([], [record('a', { kind: 'list' })]).map(({ kind }) => kind)).toEqual([
    'list',
  ])
})

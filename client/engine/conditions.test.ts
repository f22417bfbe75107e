import { expect, it } from 'vitest'
import { type Conditions, changeOf, mergeConditions, radioOf } from './conditions.ts'

const base: Conditions = {
  wanted: true,
  budgetBytes: undefined,
  budgetSpent: false,
  forced: undefined,
  visible: true,
  online: true,
  battery: undefined,
  network: 'unknown',
  saveData: false,
  mobile: true,
  mode: 'auto',
}

it('has no conditions without pages', () => {
  expect(mergeConditions([])).toBeUndefined()
})

it('is in front if any page is, and takes the newest word on all else', () => {
  const older = { ...base, battery: { level: 0.3, charging: false }, network: 'wifi' as const }
  const newer = { ...base, visible: false, mode: 'saver' as const, saveData: true }
  expect(
    mergeConditions([
      { at: 2, conditions: newer },
      { at: 1, conditions: older },
    ]),
  ).toEqual({
    ...newer,
    visible: true,
    battery: { level: 0.3, charging: false },
    network: 'wifi',
  })
})

it('guesses the radio from the device where the network is unknown', () => {
  expect(radioOf({ ...base, mobile: true })).toBe('cellular')
  expect(radioOf({ ...base, mobile: false })).toBe('wifi')
  expect(radioOf({ ...base, network: 'wifi', mobile: true })).toBe('wifi')
})

it('tells what a change means for what is open', () => {
  const change = (was: Partial<Conditions>, is: Partial<Conditions>) =>
    changeOf({ ...base, ...was }, { ...base, ...is })
  expect(change({}, {})).toEqual({ type: 'none' })
  expect(change({ visible: false }, {})).toMatchObject({ type: 'returned', network: false })
  expect(change({ network: 'wifi' }, { network: 'cellular' })).toMatchObject({
    type: 'returned',
    network: true,
  })
  expect(change({}, { network: 'wifi' })).toMatchObject({ type: 'other' })
  expect(change({ online: false }, {})).toMatchObject({ type: 'other', network: true })
  expect(change({}, { battery: { level: 1, charging: true } })).toEqual({ type: 'battery' })
  expect(change({}, { mode: 'saver', battery: { level: 1, charging: true } })).toMatchObject({
    type: 'other',
  })
  expect(change({}, { budgetSpent: true })).toMatchObject({ why: { type: 'budget-spent' } })
  expect(change({ budgetSpent: true }, {})).toMatchObject({ why: { type: 'budget-left' } })
  expect(change({}, { budgetBytes: 1 })).toEqual({ type: 'none' })
  expect(change({}, { forced: 'sse' })).toMatchObject({ why: { type: 'forced', transport: 'sse' } })
  expect(change({ forced: 'sse' }, {})).toMatchObject({ why: { type: 'not-forced' } })
  expect(change({}, { wanted: false })).toMatchObject({ why: { type: 'nothing-wanted' } })
  expect(changeOf(undefined, base)).toMatchObject({
    type: 'other',
    why: { type: 'page-came' },
  })
  expect(changeOf(base, undefined)).toMatchObject({ type: 'other' })
})

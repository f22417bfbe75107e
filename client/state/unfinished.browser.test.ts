import { afterEach, expect, it } from 'vitest'
import type { Records, StoredRecord } from '../db/records.ts'
import { createMemoryRecords } from '../db/testing/memory-records.ts'
import { record } from '../db/testing/records-contract.ts'
import { finishing } from './unfinished.ts'

afterEach(() => localStorage.removeItem('ebb.unfinished'))

/** A page that goes while its change is on the way: the browser calls the transaction off. */
function leaveBehind(kept: Records, changed: StoredRecord): Records {
  const page = new EventTarget()
  const records = finishing({ ...kept, put: () => new Promise(() => {}) }, page)
  void records.put([changed])
  page.dispatchEvent(new Event('pagehide'))
  return records
}

it('finishes in the next page what was on its way when the page went', async () => {
  const kept = createMemoryRecords()
  leaveBehind(kept, record('a', { value: 1 }))
  expect(await finishing(kept).all('entry')).toEqual([record('a', { value: 1 })])
  expect(localStorage.getItem('ebb.unfinished')).toBeNull()
})

it('leaves nothing behind of what was kept', async () => {
  const page = new EventTarget()
  await finishing(createMemoryRecords(), page).put([record('a')])
  page.dispatchEvent(new Event('pagehide'))
  expect(localStorage.getItem('ebb.unfinished')).toBeNull()
})

it('does not bring back what was changed since', async () => {
  const kept = createMemoryRecords()
  leaveBehind(kept, record('a', { changedAt: 1, value: 1 }))
  await kept.put([record('a', { changedAt: 2, value: 2 })])
  const [entry] = await finishing(kept).all('entry')
  expect(entry?.value).toBe(2)
})

it('leaves what two pages had on their way', async () => {
  const kept = createMemoryRecords()
  leaveBehind(kept, record('a'))
  leaveBehind(kept, record('b'))
  const ids = (await finishing(kept).all('entry')).map(({ id }) => id)
  expect([...new Set(ids)].sort()).toEqual(['a', 'b'])
})

it('leaves it for the page after where the device has no room now either', async () => {
  const kept = createMemoryRecords()
  leaveBehind(kept, record('a'))
  const full = finishing({ ...kept, put: () => Promise.reject(new Error('full')) })
  expect(await full.all('entry')).toEqual([])
  expect(await finishing(kept).all('entry')).toEqual([record('a')])
})

it('takes nothing from a text that is no list of records', async () => {
  for (const text of ['{', 'null', '[null, 1, {"kind":"entry"}]', '{"kind":"entry"}']) {
    localStorage.setItem('ebb.unfinished', text)
    expect(await finishing(createMemoryRecords()).all('entry')).toEqual([])
  }
})

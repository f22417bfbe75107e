import { createRoot } from 'solid-js'
import { expect, it, vi } from 'vitest'
import type { Records } from '../db/records.ts'
import { createMemoryRecords } from '../db/testing/memory-records.ts'
import { waitFor } from '../testing/wait-for.ts'
import { createOwned, type Owned } from './owned.ts'

function open(records: Records = createMemoryRecords(), given: Owned<string>[] = []) {
  const troubles: unknown[] = []
  return createRoot((dispose) => {
    const owned = createOwned({
      records,
      kind: 'entry',
      parse: (value) => (typeof value === 'string' ? value : undefined),
      given,
      onTrouble: (error) => troubles.push(error),
    })
    return { ...owned, troubles, dispose }
  })
}

it('shows a change at once and keeps it after', async () => {
  const records = createMemoryRecords()
  const owned = open(records)
  owned.put([{ id: 'a', value: 'BTCUSDT' }])
  expect(owned.items()).toEqual([{ id: 'a', value: 'BTCUSDT' }])
  await waitFor(async () => expect(await records.all('entry')).toHaveLength(1))
  const next = open(records)
  await waitFor(() => expect(next.ready()).toBe(true))
  expect(next.items()).toEqual([{ id: 'a', value: 'BTCUSDT' }])
})

it('brings back what was removed, although the clock has gone back', async () => {
  const records = createMemoryRecords()
  const owned = open(records)
  vi.spyOn(Date, 'now').mockReturnValueOnce(2_000).mockReturnValueOnce(1_000).mockReturnValue(500)
  owned.put([{ id: 'a', value: 'BTCUSDT' }])
  owned.remove(['a'])
  expect(owned.items()).toEqual([])
  owned.put([{ id: 'a', value: 'BTCUSDT' }])
  await waitFor(async () => {
    expect((await records.all('entry')).map(({ deleted }) => deleted)).toEqual([false])
  })
  vi.restoreAllMocks()
})

it('shows what another tab has changed, and what was cleared', async () => {
  const records = createMemoryRecords()
  const [here, there] = [open(records), open(records)]
  here.put([{ id: 'a', value: 'BTCUSDT' }])
  await waitFor(() => expect(there.items()).toHaveLength(1))
  await records.clear()
  await waitFor(() => expect([here.items(), there.items()]).toEqual([[], []]))
})

it('goes on with what the device could not keep, and says so', async () => {
  const full = new DOMException('The device is full.', 'QuotaExceededError')
  const owned = open({ ...createMemoryRecords(), put: () => Promise.reject(full) })
  owned.put([{ id: 'a', value: 'BTCUSDT' }])
  await waitFor(() => expect(owned.troubles).toEqual([full]))
  expect(owned.items()).toHaveLength(1)
})

it('keeps what it could not keep before, once the device has room again', async () => {
  const records = createMemoryRecords()
  let full = true
  const owned = open({
    ...records,
    put: (changes) => (full ? Promise.reject(new Error('full')) : records.put(changes)),
  })
  owned.put([{ id: 'a', value: 'BTCUSDT' }])
  await waitFor(() => expect(owned.kept()).toBe(false))
  full = false
  owned.put([{ id: 'b', value: 'ETHUSDT' }])
  await waitFor(async () => expect(await records.all('entry')).toHaveLength(2))
  await waitFor(() => expect(owned.kept()).toBe(true))
})

it('has what is given without keeping it, until it is changed or removed', async () => {
  const records = createMemoryRecords()
  const given = ['a', 'b', 'c'].map((id) => ({ id, value: 'given' }))
  const owned = open(records, given)
  await waitFor(() => expect(owned.ready()).toBe(true))
  expect(owned.items()).toEqual(given)
  expect(await records.all('entry')).toEqual([])
  owned.put([{ id: 'a', value: 'changed' }])
  owned.remove(['b'])
  const end = [given[2], { id: 'a', value: 'changed' }]
  expect(owned.items()).toEqual(end)
  await waitFor(async () => expect(await records.all('entry')).toHaveLength(2))
  const next = open(records, given)
  await waitFor(() => expect(next.ready()).toBe(true))
  expect(next.items()).toEqual(end)
})

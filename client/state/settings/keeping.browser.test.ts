import { createRoot } from 'solid-js'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createMemoryRecords } from '../../db/testing/memory-records.ts'
import { record } from '../../db/testing/records-contract.ts'
import { createKeeping } from './keeping.ts'

let dispose = () => {}

beforeEach(() => localStorage.clear())
afterEach(() => {
  dispose()
  vi.restoreAllMocks()
})

function open(canStore = true) {
  const persist = vi.spyOn(navigator.storage, 'persist').mockResolvedValue(true)
  const records = createMemoryRecords()
  return createRoot((end) => {
    dispose = end
    const keeping = createKeeping({ canStore: async () => canStore, records })
    return { keeping, records, persist }
  })
}

it('asks the browser to keep everything once the person has made something, and never again', async () => {
  const { records, persist } = open()
  expect(persist).not.toHaveBeenCalled()
  await records.put([record('a')])
  await records.put([record('b')])
  expect(persist).toHaveBeenCalledOnce()
  dispose()
  const later = open()
  await later.records.put([record('c')])
  expect(later.persist).toHaveBeenCalledOnce()
})

it('tells of a browser that keeps nothing until that is put away, on later visits too', async () => {
  const { keeping } = open(false)
  await expect.poll(keeping.untold).toBe('refused')
  keeping.dismiss()
  expect([keeping.untold(), keeping.trouble()]).toEqual([undefined, 'refused'])
  dispose()
  const later = open(false).keeping
  await expect.poll(later.trouble).toBe('refused')
  expect(later.untold()).toBeUndefined()
})

it('tells of a device that is full, also where it was said before that nothing is kept', () => {
  const { keeping } = open()
  expect(keeping.untold()).toBeUndefined()
  keeping.report(new DOMException('', 'UnknownError'))
  expect(keeping.untold()).toBe('refused')
  keeping.dismiss()
  keeping.report(new DOMException('', 'QuotaExceededError'))
  expect(keeping.untold()).toBe('full')
  keeping.dismiss()
  keeping.report(new DOMException('', 'QuotaExceededError'))
  expect(keeping.untold()).toBeUndefined()
})

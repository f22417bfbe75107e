import { expect, it } from 'vitest'
import type { SyncedRecord, SyncStore } from '../sync-store.ts'

export interface SyncDevice {
  store: SyncStore
  /** As whoever owns it changes it. */
  edit(record: SyncedRecord): Promise<void>
  get(id: string): Promise<SyncedRecord | undefined>
}

const entry = (id: string, patch: Partial<SyncedRecord> = {}): SyncedRecord => ({
  ...{ kind: 'entry', id, changedAt: 10, deleted: false, value: id },
  ...patch,
})
const anna = 'anna'

export function syncStoreContract(open: () => SyncDevice): void {
  it('tells what a user has that the server does not know, until it does', async () => {
    const { store, edit, get } = open()
    expect(await store.hasChanges()).toBe(false)
    await edit(entry('a'))
    await edit(entry('b', { deleted: true, value: undefined }))
    expect(await store.hasChanges()).toBe(true)
    const sent = await store.unknownTo(anna)
    expect(sent.map(({ id }) => id).toSorted()).toEqual(['a', 'b'])
    await store.settle(anna, { sent, won: [], previous: 0, sequence: 2 })
    expect(await store.unknownTo(anna)).toEqual([])
    expect(await store.hasChanges()).toBe(false)
    expect(await get('a')).toEqual({ ...entry('a'), knownTo: anna })
    // Another user's server has nothing of it.
    expect(await store.unknownTo('bert')).toHaveLength(2)
  })

  it('keeps how far it is together with what came', async () => {
    const { store, get } = open()
    expect(await store.sequence(anna)).toBe(0)
    await store.take(anna, { records: [entry('a')], sequence: 7 })
    expect(await store.sequence(anna)).toBe(7)
    expect(await store.sequence('bert')).toBe(0)
    expect(await get('a')).toEqual({ ...entry('a'), knownTo: anna })
    const sent = [entry('a')]
    await store.settle(anna, { sent, won: [], previous: 7, sequence: 8 })
    expect(await store.sequence(anna)).toBe(8)
    await store.settle(anna, { sent, won: [], previous: 9, sequence: 10 })
    expect(await store.sequence(anna)).toBe(8)
  })

  it('lets what was changed here later stay, to be sent', async () => {
    const { store, edit, get } = open()
    await edit(entry('a', { changedAt: 20 }))
    await edit(entry('b', { changedAt: 5 }))
    await store.take(anna, { records: [entry('a'), entry('b')], sequence: 2 })
    expect(await get('a')).toEqual(entry('a', { changedAt: 20 }))
    expect(await get('b')).toEqual({ ...entry('b'), knownTo: anna })
    expect((await store.unknownTo(anna)).map(({ id }) => id)).toEqual(['a'])
  })

  it('takes what the server made of it, even where that is older, unless it was changed again', async () => {
    const { store, edit, get } = open()
    const ahead = [entry('a', { changedAt: 9_000 }), entry('b', { changedAt: 9_000 })]
    for (const record of ahead) await edit(record)
    const sent = await store.unknownTo(anna)
    await edit(entry('b', { changedAt: 9_001, value: 'again' }))
    const won = [entry('a', { changedAt: 100 }), entry('b', { changedAt: 100 })]
    await store.settle(anna, { sent, won, previous: 0, sequence: 2 })
    expect(await get('a')).toEqual({ ...entry('a', { changedAt: 100 }), knownTo: anna })
    expect(await get('b')).toEqual(entry('b', { changedAt: 9_001, value: 'again' }))
  })

  it('forgets everything, and how far it was', async () => {
    const { store, get } = open()
    await store.take(anna, { records: [entry('a')], sequence: 7 })
    await store.clear()
    expect(await get('a')).toBeUndefined()
    expect(await store.sequence(anna)).toBe(0)
  })
}

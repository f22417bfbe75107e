import { describe, expect, it } from 'vitest'
import type { Storage } from '../storage.ts'
import type { Place } from './storage-contract.ts'
import { anna, ben, join, owned } from './users.ts'

/** What every storage does for what people own. */
export function recordsContract(place: () => Promise<Place>): void {
  async function opened(): Promise<Storage> {
    const storage = await (await place()).open()
    await join(storage, anna, ben)
    return storage
  }
  const room = { maxRecords: 100 }

  describe('records', () => {
    it('gives a device what has changed since it last asked, page by page', async () => {
      const storage = await opened()
      const { records } = storage.accounts
      expect(await records.put(anna, [owned('a'), owned('b'), owned('c')], room)).toEqual({
        previous: 0,
        sequence: 3,
        winners: [],
      })
      expect(await records.since(anna, { sequence: 0, limit: 2 })).toEqual({
        records: [owned('a'), owned('b')],
        sequence: 2,
        more: true,
      })
      const newer = owned('a', { changedAt: 2 })
      expect(await records.put(anna, [newer], room)).toMatchObject({ previous: 3, sequence: 4 })
      expect(await records.since(anna, { sequence: 2, limit: 9 })).toEqual({
        records: [owned('c'), owned('a', { changedAt: 2 })],
        sequence: 4,
        more: false,
      })
      expect((await records.since(ben, { sequence: 0, limit: 9 })).records).toEqual([])
      await storage.close()
    })

    it('comes to the same end in whatever order changes come', async () => {
      const versions = [
        owned('a', { value: '"x"' }),
        owned('a', { value: '"y"' }),
        owned('a', { changedAt: 2 }),
        owned('a', { changedAt: 2, deleted: true, value: undefined }),
      ]
      const storage = await opened()
      const { records } = storage.accounts
      for (const version of versions) await records.put(anna, [version], room)
      for (const version of versions.toReversed()) await records.put(ben, [version], room)
      const ends = await Promise.all(
        [anna, ben].map(
          async (user) => (await records.since(user, { sequence: 0, limit: 9 })).records,
        ),
      )
      expect(ends).toEqual([[versions[3]], [versions[3]]])
      await storage.close()
    })

    it('says what is there instead of a change that lost, and nothing of one that was sent twice', async () => {
      const storage = await opened()
      const { records } = storage.accounts
      const gone = owned('gone', { changedAt: 5, deleted: true, value: undefined })
      await records.put(anna, [owned('a', { changedAt: 9 }), gone, owned('same')], room)
      const sent = [owned('a', { value: '"old"' }), owned('gone'), owned('same'), owned('new')]
      expect(await records.put(anna, sent, room)).toEqual({
        previous: 3,
        sequence: 4,
        winners: [owned('a', { changedAt: 9 }), gone],
      })
      const { records: after } = await records.since(anna, { sequence: 3, limit: 9 })
      expect(after).toEqual([owned('new')])
      expect(await records.put('nobody', sent, room)).toBe('no-user')
      expect(storage.health().state).toBe('ready')
      await storage.close()
    })

    it('has room for so many, and writes nothing of what would be more', async () => {
      const storage = await opened()
      const { records } = storage.accounts
      const put = (...ids: string[]) =>
        records.put(
          anna,
          ids.map((id) => owned(id, { changedAt: 2 })),
          { maxRecords: 2 },
        )
      expect(await put('a', 'b')).toMatchObject({ sequence: 2 })
      expect(await put('a', 'c')).toBe('too-many')
      expect(await put('a', 'b')).toMatchObject({ previous: 2, sequence: 2 })
      const page = await records.since(anna, { sequence: 0, limit: 9 })
      expect(page.records.map(({ id }) => id)).toEqual(['a', 'b'])
      await storage.close()
    })
  })
}

import { expect, it } from 'vitest'
import type { RecordKind, Records, StoredRecord } from '../records.ts'

export function record(id: string, patch: Partial<StoredRecord> = {}): StoredRecord {
  return { kind: 'entry', id, changedAt: 1, deleted: false, value: { symbol: id }, ...patch }
}

export function recordsContract(open: () => Records): void {
  it('gives back what was put, kind by kind', async () => {
    const records = open()
    await records.put([record('a'), record('b', { kind: 'list' })])
    expect(await records.all('entry')).toEqual([record('a')])
    expect(await records.all('list')).toEqual([record('b', { kind: 'list' })])
    expect(await records.all('holding')).toEqual([])
  })

  it('lets the newer change win, whatever order they come in', async () => {
    const records = open()
    const [older, newer] = [record('a', { value: 1 }), record('a', { value: 2, changedAt: 2 })]
    await records.put([newer])
    await records.put([older])
    expect(await records.all('entry')).toEqual([newer])
  })

  it('keeps what was deleted deleted', async () => {
    const records = open()
    const gone = record('a', { deleted: true, changedAt: 5, value: undefined })
    await records.put([gone])
    await records.put([record('a', { changedAt: 5 }), record('a', { changedAt: 4 })])
    expect((await records.all('entry')).map(({ deleted }) => deleted)).toEqual([true])
  })

  it('tells of the kinds that have changed, for as long as somebody listens', async () => {
    const records = open()
    const heard: (readonly RecordKind[])[] = []
    const leave = records.listen((kinds) => heard.push(kinds))
    await records.put([record('a'), record('b', { kind: 'list' })])
    leave()
    await records.put([record('c')])
    expect(heard).toEqual([['entry', 'list']])
  })

  it('forgets everything when it is cleared', async () => {
    const records = open()
    await records.put([record('a'), record('b', { deleted: true })])
    await records.clear()
    expect(await records.all('entry')).toEqual([])
  })
}

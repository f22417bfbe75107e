import { createMemo, createSignal, onCleanup } from 'solid-js'
import type { RecordKind, Records, StoredRecord } from '../db/records.ts'

/** A thing of the user's own, under its id on the device. */
export interface Owned<T> {
  id: string
  value: T
}

export interface OwnedOptions<T> {
  records: Records
  kind: RecordKind
  /** What was kept, checked; `undefined` for what can't be read, which is then left alone. */
  parse(value: unknown): T | undefined
  /** What is there without being kept, each for as long as nothing with its id is or was. */
  given?: readonly Owned<T>[]
  /** The device couldn't keep a change: it lasts as long as the page. */
  onTrouble(error: unknown): void
}

/**
 * All of one kind, as a signal. A change shows at once and is kept after; what another tab changes
 * shows too. Nothing is there before the device has answered: `ready` says when it has.
 */
export function createOwned<T>({ records, kind, parse, given = [], onTrouble }: OwnedOptions<T>) {
  const [all, setAll] = createSignal<ReadonlyMap<string, StoredRecord>>(new Map())
  const [ready, setReady] = createSignal(false)
  const [kept, setKept] = createSignal(true)
  /** Changed here and not kept yet, or not to be kept at all. */
  const unkept = new Map<string, StoredRecord>()
  let stopped = false

  async function read(): Promise<void> {
    try {
      const kept = await records.all(kind)
      if (stopped) return
      const read = kept.map((record) => [record.id, record] as const)
      setAll(new Map([...read, ...unkept]))
    } catch (error) {
      onTrouble(error)
    }
    setReady(true)
  }

  const leave = records.listen((kinds) => {
    if (kinds.includes(kind)) void read()
  })
  onCleanup(() => {
    stopped = true
    leave()
  })
  void read()

  function write(changes: readonly { id: string; value: T | undefined }[]): void {
    const written = changes.map(({ id, value }): StoredRecord => {
      // A clock that went back must not make a change lose against the one that it follows.
      const changedAt = Math.max(Date.now(), (all().get(id)?.changedAt ?? 0) + 1)
      return { kind, id, changedAt, deleted: value === undefined, value }
    })
    for (const record of written) unkept.set(record.id, record)
    setAll((shown) => new Map([...shown, ...written.map((each) => [each.id, each] as const)]))
    void keep()
  }

  /** All that isn't kept yet, so that nothing is missing once the device has room again. */
  async function keep(): Promise<void> {
    const all = [...unkept.values()]
    try {
      await records.put(all)
      for (const record of all) {
        if (unkept.get(record.id) === record) unkept.delete(record.id)
      }
      setKept(true)
    } catch (error) {
      setKept(false)
      onTrouble(error)
    }
  }

  /** Those that are there, in no order. */
  const items = createMemo(() => [
    ...given.filter(({ id }) => !all().has(id)),
    ...[...all().values()].flatMap(({ id, deleted, value }): Owned<T>[] => {
      const parsed = deleted ? undefined : parse(value)
      return parsed === undefined ? [] : [{ id, value: parsed }]
    }),
  ])

  return {
    ready,
    /** False after a change that the device couldn't keep, until one that it could. */
    kept,
    /** Tries again to keep what couldn't be. */
    keep,
    items,
    /** Adds, changes or brings back; all in one transaction. */
    put: (changed: readonly Owned<T>[]) => write(changed),
    remove: (ids: readonly string[]) => write(ids.map((id) => ({ id, value: undefined }))),
  }
}

/**
 * An id for a new thing. Not `randomUUID`: that one is missing where the page came over plain HTTP from
 * another machine.
 */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

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
  /** The device couldn't keep a change: it lasts as long as the page. */
  onTrouble(error: unknown): void
}

/**
 * All of one kind, as a signal. A change shows at once and is kept after; what another tab changes
 * shows too. Nothing is there before the device has answered: `ready` says when it has.
 */
export function createOwned<T>({ records, kind, parse, onTrouble }: OwnedOptions<T>) {
  const [all, setAll] = createSignal<ReadonlyMap<string, StoredRecord>>(new Map())
  const [ready, setReady] = createSignal(false)
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
    const keep = async () => {
      await records.put(written)
      for (const record of written) {
        if (unkept.get(record.id) === record) unkept.delete(record.id)
      }
    }
    keep().catch(onTrouble)
  }

  /** Those that are there, in no order. */
  const items = createMemo(() =>
    [...all().values()].flatMap(({ id, deleted, value }): Owned<T>[] => {
      const parsed = deleted ? undefined : parse(value)
      return parsed === undefined ? [] : [{ id, value: parsed }]
    }),
  )

  return {
    ready,
    items,
    /** Adds, changes or brings back; all in one transaction. */
    put: (changed: readonly Owned<T>[]) => write(changed),
    remove: (ids: readonly string[]) => write(ids.map((id) => ({ id, value: undefined }))),
  }
}

/** An id for a new thing. Not `randomUUID`: that one is missing where the page came over plain HTTP from another machine. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

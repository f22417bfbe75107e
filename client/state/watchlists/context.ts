import type { Owned } from '../owned.ts'
import type { Items } from './arrange.ts'
import type { Entry, Group, List } from './items.ts'

/** All of one kind, as `createOwned` holds it. */
interface Kept<T> {
  put(changed: readonly Owned<T>[]): void
  remove(ids: readonly string[]): void
}

/** What changes are made from and made to. */
export interface ListContext {
  items(): Items
  /** Lists in their order. */
  all(): readonly Owned<List>[]
  currentId(): string
  select(id: string): void
  lists: Kept<List>
  groups: Kept<Group>
  entries: Kept<Entry>
}

/** Takes back what it came with, also when other changes have been made since. */
export type Undo = () => void

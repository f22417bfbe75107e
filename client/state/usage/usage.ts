import { createMemo, createResource } from 'solid-js'
import { dayOf } from '../../engine/day.ts'
import { emptyDay, type UsageDay, type UsageStore } from '../../engine/usage.ts'

/**
 * What the app has used: the days that are kept, and today as the engine counts it, which knows of
 * more than has been saved.
 */
export function createUsage(options: { store: UsageStore; today(): UsageDay | undefined }) {
  const name = createMemo(() => options.today()?.day ?? dayOf(Date.now()))
  // Read anew with every day. Where the device keeps nothing there is only today.
  const [kept] = createResource(name, () => options.store.all().catch((): UsageDay[] => []))
  const saved = () => kept.latest ?? []
  const today = createMemo(
    () => options.today() ?? saved().find(({ day }) => day === name()) ?? emptyDay(name()),
  )
  return {
    today,
    /** Oldest first, today the last. */
    days: createMemo(() => [...saved().filter(({ day }) => day < name()), today()]),
    ready: () => kept.state === 'ready' || kept.state === 'refreshing',
  }
}

export type UsageState = ReturnType<typeof createUsage>

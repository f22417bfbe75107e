import { createSignal, onCleanup } from 'solid-js'
import type { Records } from '../../db/records.ts'
import { createSetting } from '../setting.ts'

/** `refused`: the browser keeps nothing, as in some private windows. `full`: there is no room left. */
export type KeepingTrouble = 'refused' | 'full'

/**
 * Whether the device keeps what the person makes. Where it doesn't, they are told once: a trouble that
 * was put away is not told again, the refusal not on a later visit either.
 */
export function createKeeping({
  canStore,
  records,
}: {
  canStore(): Promise<boolean>
  records: Records
}) {
  const told = createSetting({ key: 'told-refused', values: ['no', 'yes'], fallback: 'no' })
  const [trouble, setTrouble] = createSignal<KeepingTrouble>()
  const [dismissed, setDismissed] = createSignal<KeepingTrouble>()

  canStore().then((can) => {
    if (!can) setTrouble('refused')
  })

  // What somebody has made is worth more than what can be fetched again. Firefox asks the person, so
  // it is only tried once of our own accord.
  const asked = createSetting({ key: 'asked-to-keep', values: ['no', 'yes'], fallback: 'no' })
  const askOnce = () => {
    stop()
    if (asked.value() === 'yes') return
    asked.set('yes')
    void keepForGood()
  }
  const stop = records.listen(askOnce)
  onCleanup(stop)

  return {
    /** What is wrong, for as long as the page lives. */
    trouble,
    /** What is still to be told. */
    untold(): KeepingTrouble | undefined {
      const current = trouble()
      if (current === 'refused' && told.value() === 'yes') return undefined
      return current === dismissed() ? undefined : current
    },
    dismiss(): void {
      if (trouble() === 'refused') told.set('yes')
      setDismissed(trouble())
    },
    /** A change couldn't be kept: `onTrouble` of whoever keeps. */
    report(error: unknown): void {
      const isFull = error instanceof Error && error.name === 'QuotaExceededError'
      setTrouble(isFull ? 'full' : 'refused')
    },
  }
}

/** Asks the browser not to throw the app's data away when it needs room; tells whether it has agreed. */
export async function keepForGood(): Promise<boolean> {
  return (await navigator.storage?.persist?.().catch(() => false)) ?? false
}

import { createSignal, onCleanup } from 'solid-js'

/**
 * One choice that outlives the page, out of `values`. Kept in localStorage, which is read before the
 * first paint, and followed when another tab changes it. Where storage is refused (a private
 * window), the choice lasts as long as the page.
 */
export function createSetting<T extends string>(options: {
  key: string
  values: readonly T[]
  fallback: T
}) {
  const { values, fallback } = options
  const key = `ebb.${options.key}`
  const parse = (text: string | null) => values.find((value) => value === text) ?? fallback
  const [value, setValue] = createSignal<T>(parse(read(key)))

  const follow = (event: StorageEvent) => {
    if (event.key === key || event.key === null) setValue(() => parse(event.newValue))
  }
  addEventListener('storage', follow)
  onCleanup(() => removeEventListener('storage', follow))

  return {
    value,
    set(next: T) {
      setValue(() => next)
      write(key, next)
    },
  }
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // Refused or full: the choice lasts as long as the page.
  }
}

import { createSignal, onCleanup } from 'solid-js'

/** One choice out of `values`. */
export interface Choice<T extends string> {
  key: string
  values: readonly T[]
  fallback: T
}

/** One choice that outlives the page, out of `values`. */
export function createSetting<T extends string>(choice: Choice<T>) {
  return createTextSetting({ ...choice, parse: parserOf(choice) })
}

/** The choice as it is just now, for those who come before there is anything to be reactive. */
export function readSetting<T extends string>(choice: Choice<T>): T {
  return parserOf(choice)(read(keyOf(choice))) ?? choice.fallback
}

/**
 * One short text that outlives the page, as `parse` understands it. Kept in localStorage, which is
 * read before the first paint, and followed when another tab changes it. Where storage is refused (a
 * private window), the choice lasts as long as the page.
 */
export function createTextSetting<T extends string>(options: {
  key: string
  /** `undefined` for what can't be chosen: the fallback is taken. */
  parse(text: string | null): T | undefined
  fallback: T
}) {
  const key = keyOf(options)
  const parse = (text: string | null) => options.parse(text) ?? options.fallback
  const [value, setValue] = createSignal<T>(parse(read(key)))

  const follow = (event: StorageEvent) => {
    if (event.key === key || event.key === null) setValue(() => parse(event.newValue))
  }
  addEventListener('storage', follow)
  onCleanup(() => removeEventListener('storage', follow))

  return {
    value,
    /** What `parse` doesn't know is not taken. */
    set(next: T) {
      if (options.parse(next) === undefined) return
      setValue(() => next)
      write(key, next)
    },
  }
}

const keyOf = ({ key }: { key: string }) => `ebb.${key}`

function parserOf<T extends string>({ values }: Choice<T>) {
  return (text: string | null) => values.find((value) => value === text)
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

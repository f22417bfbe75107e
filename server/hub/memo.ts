/**
 * A map for a moment, in which mostly one key is asked for again and again. There is one for each
 * cohort and window, a table of its own would be the most of its garbage, and so only what comes
 * besides the first entry has one.
 */
export class Memo<K, V> {
  #isKept = false
  #key: K | undefined
  #value: V | undefined
  #others: Map<K, V> | undefined

  has(key: K): boolean {
    return this.#isFirst(key) || (this.#others?.has(key) ?? false)
  }

  get(key: K): V | undefined {
    return this.#isFirst(key) ? this.#value : this.#others?.get(key)
  }

  set(key: K, value: V): void {
    if (this.#isKept && this.#key !== key) {
      this.#others ??= new Map()
      this.#others.set(key, value)
      return
    }
    this.#isKept = true
    this.#key = key
    this.#value = value
  }

  clear(): void {
    this.#isKept = false
    this.#key = undefined
    this.#value = undefined
    this.#others = undefined
  }

  #isFirst(key: K): boolean {
    return this.#isKept && this.#key === key
  }
}

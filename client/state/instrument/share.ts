/** How a link went out; `undefined` where the person thought better of it. */
export type Shared = 'shared' | 'copied' | 'failed' | undefined

/** By the system's own sheet where there is one, else into the clipboard. Call it from a gesture. */
export async function shareLink({ title, url }: { title: string; url: string }): Promise<Shared> {
  if (typeof navigator.share === 'function') {
    try {
      await navigator.share({ title, url })
      return 'shared'
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return undefined
    }
  }
  try {
    // Absent where the page came over plain HTTP from another machine: that fails like a refusal.
    await navigator.clipboard.writeText(url)
    return 'copied'
  } catch {
    return 'failed'
  }
}

import { createSignal, onCleanup } from 'solid-js'

/**
 * For as long as the page is being printed, the theme that it had on the screen: on paper everything
 * is light, but what is drawn on a canvas is still as it was.
 */
export function createPrinted(): () => 'light' | 'dark' | undefined {
  const [printed, setPrinted] = createSignal<'light' | 'dark'>()
  const owner = new AbortController()
  const { signal } = owner
  addEventListener('beforeprint', () => setPrinted(themeNow()), { signal })
  addEventListener('afterprint', () => setPrinted(undefined), { signal })
  onCleanup(() => owner.abort())
  return printed
}

function themeNow(): 'light' | 'dark' {
  const chosen = document.documentElement.dataset.theme
  if (chosen === 'light' || chosen === 'dark') return chosen
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}

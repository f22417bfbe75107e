import { createSignal, onCleanup } from 'solid-js'

/** Whether a media query holds, as a signal. Paper has other measures, but prints the page as it was. */
export function createMedia(query: string): () => boolean {
  const list = matchMedia(query)
  const paper = matchMedia('print')
  const [matches, setMatches] = createSignal(list.matches)
  const follow = () => {
    if (!paper.matches) setMatches(list.matches)
  }
  list.addEventListener('change', follow)
  onCleanup(() => list.removeEventListener('change', follow))
  return matches
}

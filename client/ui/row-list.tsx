import { type JSX, onMount } from 'solid-js'

/** A list of links in which the arrow keys, Home and End move; a click is told by its path. */
export function RowList(props: {
  label: string
  onOpen(path: string): void
  onFocus(index: number): void
  children: JSX.Element
}) {
  let list: HTMLUListElement | undefined

  const links = () => Array.from(list?.querySelectorAll<HTMLAnchorElement>('a.row') ?? [])
  const linkOf = (event: Event) =>
    event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a.row') : null

  function onKeyDown(event: KeyboardEvent) {
    const from = linkOf(event)
    if (!from || event.altKey || event.ctrlKey || event.metaKey) return
    const all = links()
    const to = target(event.key, { index: all.indexOf(from), last: all.length - 1 })
    if (to === undefined) return
    event.preventDefault()
    all[to]?.focus()
  }

  function onClick(event: MouseEvent) {
    const link = linkOf(event)
    // A new tab, a new window or a download is the browser's own.
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    props.onOpen(link.pathname)
  }

  onMount(() => {
    list?.addEventListener('keydown', onKeyDown)
    list?.addEventListener('click', onClick)
    list?.addEventListener('focusin', (event) => {
      const link = linkOf(event)
      if (link) props.onFocus(links().indexOf(link))
    })
  })

  return (
    <ul class="rows" ref={list} aria-label={props.label}>
      {props.children}
    </ul>
  )
}

function target(key: string, { index, last }: { index: number; last: number }): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, index + 1)
    case 'ArrowUp':
      return Math.max(0, index - 1)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return undefined
  }
}

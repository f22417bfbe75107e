import { createUniqueId, For, onMount, Show } from 'solid-js'
import { Icon, type IconName } from './icon.tsx'

export interface MenuItem {
  text: string
  icon?: IconName
  /** One of several that exclude each other: whether it is the one. Leave it out of what only acts. */
  chosen?: boolean
  /** Something is lost by it. */
  danger?: boolean
  disabled?: boolean
  run(): void
}

/** To which entry a key leads, from the one at `index`; past either end it goes round. */
const moves = new Map<string, (index: number) => number>([
  ['ArrowDown', (index) => index + 1],
  ['ArrowUp', (index) => index - 1],
  ['Home', () => 0],
  ['End', () => -1],
])

/** A button that opens a short list of things to do; arrow keys, Home and End move in it. */
export function Menu(props: { label: string; icon?: IconName; items: readonly MenuItem[] }) {
  const id = createUniqueId()
  let button: HTMLButtonElement | undefined
  let menu: HTMLDivElement | undefined
  const entries = () =>
    Array.from(menu?.querySelectorAll<HTMLButtonElement>('button:enabled') ?? [])

  function onKeyDown(event: KeyboardEvent) {
    const all = entries()
    const from = event.target instanceof HTMLButtonElement ? all.indexOf(event.target) : -1
    if (event.key === 'Tab') menu?.hidePopover()
    const to = moves.get(event.key)?.(from)
    if (to === undefined) return
    event.preventDefault()
    all.at(to % all.length)?.focus()
  }

  onMount(() => {
    menu?.addEventListener('keydown', onKeyDown)
    menu?.addEventListener('beforetoggle', ({ newState }) => {
      if (newState === 'open' && menu && button) place(menu, button.getBoundingClientRect())
    })
    menu?.addEventListener('toggle', ({ newState }) => {
      if (newState === 'open') entries()[0]?.focus()
    })
  })

  return (
    <>
      <button
        class="icon-button"
        type="button"
        title={props.label}
        aria-label={props.label}
        aria-haspopup="menu"
        popovertarget={id}
        ref={button}
      >
        <Icon name={props.icon ?? 'more'} />
      </button>
      <div id={id} class="menu" popover="auto" role="menu" aria-label={props.label} ref={menu}>
        <For each={props.items}>
          {(item) => (
            <MenuEntry
              item={item}
              onRun={() => {
                menu?.hidePopover()
                item.run()
              }}
            />
          )}
        </For>
      </div>
    </>
  )
}

function MenuEntry(props: { item: MenuItem; onRun(): void }) {
  return (
    <Show
      when={props.item.chosen !== undefined}
      fallback={
        <button
          class="menu-item"
          type="button"
          role="menuitem"
          data-danger={props.item.danger}
          disabled={props.item.disabled}
          tabindex={-1}
          onClick={() => props.onRun()}
        >
          <Show when={props.item.icon}>{(name) => <Icon name={name()} />}</Show>
          {props.item.text}
        </button>
      }
    >
      <button
        class="menu-item"
        type="button"
        role="menuitemradio"
        aria-checked={props.item.chosen === true}
        disabled={props.item.disabled}
        tabindex={-1}
        onClick={() => props.onRun()}
      >
        <Icon name="check" />
        {props.item.text}
      </button>
    </Show>
  )
}

/** Below its button, or above it where there is more room; its end at the button's end. */
function place(menu: HTMLElement, { top, bottom, left, right }: DOMRect): void {
  const { innerWidth, innerHeight } = window
  const isHigh = top < innerHeight / 2
  const isLeft = right < innerWidth / 2
  menu.style.inset = [
    isHigh ? `${bottom + 4}px` : 'auto',
    isLeft ? 'auto' : `${Math.max(8, innerWidth - right)}px`,
    isHigh ? 'auto' : `${innerHeight - top + 4}px`,
    isLeft ? `${Math.max(8, left)}px` : 'auto',
  ].join(' ')
}

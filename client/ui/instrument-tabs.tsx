import { createEffect, For, type JSX } from 'solid-js'

const tabId = (view: string) => `instrument-tab-${view}`
const panelId = (view: string) => `instrument-${view}`

/** The names of views of which one is seen at a time; arrow keys, Home and End go from one to the next. */
export function InstrumentTabs<T extends string>(props: {
  label: string
  tabs: readonly { value: T; text: string }[]
  chosen: T
  onChoose(value: T): void
}) {
  let list: HTMLDivElement | undefined

  function onKeyDown(event: KeyboardEvent) {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const { tabs, chosen } = props
    const index = tabs.findIndex(({ value }) => value === chosen)
    const to = target(event.key, { index, last: tabs.length - 1 })
    const tab = to === undefined ? undefined : tabs[to]
    if (!tab) return
    event.preventDefault()
    props.onChoose(tab.value)
    list?.querySelector<HTMLButtonElement>(`#${tabId(tab.value)}`)?.focus()
  }

  return (
    <div class="instrument-tabs" role="tablist" aria-label={props.label} ref={list}>
      <For each={props.tabs}>
        {(tab) => (
          <button
            type="button"
            role="tab"
            id={tabId(tab.value)}
            aria-controls={panelId(tab.value)}
            aria-selected={tab.value === props.chosen}
            tabindex={tab.value === props.chosen ? 0 : -1}
            onClick={() => props.onChoose(tab.value)}
            onKeyDown={onKeyDown}
          >
            {tab.text}
          </button>
        )}
      </For>
    </div>
  )
}

/**
 * One view. Where views take turns it keeps its place and its size while it is out of sight, so that
 * a chart need not be made anew; else it is simply a part of the page.
 */
export function InstrumentPanel(props: {
  view: string
  takesTurns: boolean
  shown: boolean
  children: JSX.Element
}) {
  let panel: HTMLElement | undefined
  createEffect(() => {
    if (panel) panel.inert = !props.shown
  })
  return (
    <section
      id={panelId(props.view)}
      class="instrument-panel"
      role={props.takesTurns ? 'tabpanel' : undefined}
      aria-labelledby={props.takesTurns ? tabId(props.view) : undefined}
      data-view={props.view}
      data-shown={props.shown}
      ref={panel}
    >
      {props.children}
    </section>
  )
}

function target(key: string, { index, last }: { index: number; last: number }): number | undefined {
  switch (key) {
    case 'ArrowRight':
      return index === last ? 0 : index + 1
    case 'ArrowLeft':
      return index === 0 ? last : index - 1
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return undefined
  }
}

import { For, type JSX, Show } from 'solid-js'

export interface Tab {
  path: string
  icon: keyof typeof icons
  text: string
  current: boolean
  /** What waits there, and how that is spoken; not shown where it is 0. */
  count?: number
  spoken?: string
}

const icons = {
  watchlist: 'M4 6h16M4 12h16M4 18h10',
  portfolio: 'M12 3v9l7.5 4.5M12 3a9 9 0 1 0 7.5 13.5A9 9 0 0 0 12 3z',
  alerts: 'M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5a2.2 2.2 0 0 0 4 0',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5',
}

/** The ways between the pages: at the bottom of a phone, in the head of what is wider. */
export function Tabs(props: { label: string; tabs: readonly Tab[] }): JSX.Element {
  return (
    <nav class="tabs" aria-label={props.label}>
      <For each={props.tabs}>
        {(tab) => (
          <a class="tab" href={tab.path} aria-current={tab.current ? 'page' : undefined}>
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d={icons[tab.icon]} />
            </svg>
            <span>{tab.text}</span>
            <Show when={tab.count}>
              {(count) => (
                <span class="tab-count" role="img" aria-label={tab.spoken}>
                  {count() > 99 ? '99+' : count()}
                </span>
              )}
            </Show>
          </a>
        )}
      </For>
    </nav>
  )
}

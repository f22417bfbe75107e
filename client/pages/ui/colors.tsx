import { For } from 'solid-js'
import { Icon, iconNames } from '../../ui/icon.tsx'
import { Logo } from '../../ui/logo.tsx'
import { Sparkline } from '../../ui/sparkline.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { Part } from './part.tsx'

const grounds = ['ground', 'surface', 'raised', 'sunken', 'hover', 'chosen', 'control', 'inverse']
const inks = [
  'text',
  'muted',
  'accent',
  'good',
  'warning',
  'danger',
  ...['line-1', 'line-2', 'line-3', 'line-4', 'line-5', 'line-6'],
]

/** The tokens, each as it is used: grounds as grounds, inks as text; and what is drawn. */
export function UiColors() {
  return (
    <>
      <Part name="Grounds">
        <ul class="ui-swatches">
          <For each={grounds}>
            {(name) => (
              <li>
                <i style={{ background: `var(--${name})` }} />
                {name}
              </li>
            )}
          </For>
        </ul>
      </Part>
      <Part name="Inks">
        <ul class="ui-swatches">
          <For each={inks}>
            {(name) => <li style={{ color: `var(--${name})` }}>Ag 123 {name}</li>}
          </For>
        </ul>
      </Part>
      <Part name="Drawings">
        <ul class="ui-swatches">
          <li class="brand">
            <Logo />
          </li>
          <For each={iconNames}>
            {(name) => (
              <li>
                <Icon name={name} />
                {name}
              </li>
            )}
          </For>
          <For each={['up', 'down', 'flat'] as const}>
            {(way) => (
              <li class="ui-spark">
                <Sparkline points={[3, 4, 2, 5, 7, 6, 8]} way={way} />
              </li>
            )}
          </For>
        </ul>
      </Part>
      <Part name="Tabs">
        <div class="ui-frame ui-tabs">
          <Tabs
            label="Pages"
            tabs={[
              { path: '/ui', icon: 'watchlist', text: 'Watchlist', current: true },
              { path: '/ui', icon: 'settings', text: 'Settings', current: false },
            ]}
          />
        </div>
      </Part>
    </>
  )
}

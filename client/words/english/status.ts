import type { Mode } from '../../engine/conditions.ts'
import type { Reason } from '../../engine/plan.ts'

/** Why prices come as they do, and all that is known of it. */
export const status = {
  mode: {
    auto: 'Auto',
    live: 'Live',
    saver: 'Saver',
    paused: 'Paused',
  } satisfies Record<Mode, string>,

  modeMeaning: {
    auto: 'Ebb chooses by battery, network and whether you are looking.',
    live: 'As fast as it goes, whatever the battery says.',
    saver: 'Slower updates that spare battery and data.',
    paused: 'No updates. The last known prices stay, with their age.',
  } satisfies Record<Mode, string>,

  reason: {
    charging: 'The battery is charging, so prices come as fast as they can.',
    'battery-high': 'The battery has plenty left, so prices come as fast as they can.',
    'battery-unknown':
      'This browser does not tell the battery level, so prices come at full speed.',
    'battery-middling': 'The battery is no longer full, so prices come once a second.',
    'battery-low': 'The battery is low, so prices come less often.',
    'data-saver': 'You asked the browser to save data, so prices come less often.',
    'mode-live': 'You chose Live, so prices come as fast as they can.',
    'mode-saver': 'You chose Saver, so prices come less often.',
    'mode-paused': 'You paused the prices. Choose another mode to go on.',
    hidden: 'Ebb is in the background, so it only looks once in a while.',
    'hidden-battery-low':
      'Ebb is in the background and the battery is low, so it looks only every few minutes.',
    offline: 'This device is offline. Prices go on by themselves once it is back.',
    'no-page': 'No page of Ebb is open, so nothing is fetched.',
    'nothing-wanted': 'Nothing on this page needs prices, so nothing is fetched.',
    'budget-spent': "Today's data budget is spent, so prices come less often until midnight.",
    forced: 'You have forced this transport on the diagnostics page.',
    'websocket-refused':
      'Something between here and the server refuses WebSocket, so the next best way is used.',
    'sse-refused':
      'Something between here and the server refuses server-sent events, so the next best way is used.',
  } satisfies Record<Reason, string>,

  every: (span: string) => `every ${span}`,

  market: {
    connecting: 'Connecting',
    live: 'Real, now',
    simulated: 'Simulated',
    replay: 'Replayed recording',
  },

  facts: {
    mode: 'Mode',
    phase: 'State',
    transport: 'Transport',
    cadence: 'Cadence',
    latency: 'Latency',
    heard: 'Last heard',
    ago: (age: string) => `${age} ago`,
    never: 'Not yet',
    market: 'Market',
    cursor: 'Cursor',
    unknownSymbols: 'Not listed',
    unknown: 'Not known yet',
    more: 'More about the connection',
    energy: 'Energy and data',
    diagnostics: 'Diagnostics',
    transitions: 'What happened',
    noTransitions: 'Nothing has changed since the app was opened.',
  },
}

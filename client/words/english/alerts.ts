import type {
  AlertCondition,
  AlertDirection,
  AlertPhase,
  AlertSource,
} from '../../../shared/alert.ts'

type Kind = AlertCondition['type']

export const alerts = {
  title: 'Alerts',
  add: 'Add',
  addLabel: 'Add an alert',
  undo: 'Undo',
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  /** The two parts of the page. */
  parts: { label: 'Alerts and notifications', alerts: 'Alerts', history: 'History' },

  empty: {
    title: 'Be told when it matters',
    text: 'Choose a price to wait for. The server looks at every trade for you, also while the app is closed, and tells you once, with the price that did it.',
  },
  loading: 'Waiting for your alerts…',
  /** Of an instrument's button. */
  bell: (n: number) => (n === 0 ? 'Set an alert' : n === 1 ? '1 alert' : `${n} alerts`),
  of: (name: string) => `Alerts for ${name}`,

  /** In a few words, as a heading. */
  short: {
    above: (price: string) => `Above ${price}`,
    below: (price: string) => `Below ${price}`,
    crosses: (price: string) => `Crosses ${price}`,
    enters: (low: string, high: string) => `Enters ${low} – ${high}`,
    leaves: (low: string, high: string) => `Leaves ${low} – ${high}`,
    change: {
      up: (percent: string, span: string) => `Up ${percent} within ${span}`,
      down: (percent: string, span: string) => `Down ${percent} within ${span}`,
      either: (percent: string, span: string) => `Moves ${percent} within ${span}`,
    } satisfies Record<AlertDirection, unknown>,
    sinceClose: {
      up: (percent: string) => `Up ${percent} since the close`,
      down: (percent: string) => `Down ${percent} since the close`,
      either: (percent: string) => `${percent} away from the close`,
    } satisfies Record<AlertDirection, unknown>,
    dayHigh: 'New 24-hour high',
    dayLow: 'New 24-hour low',
    volume: (times: string, span: string) => `Volume ${times} times the usual within ${span}`,
    silence: (span: string) => `No price for ${span}`,
  },
  /** As a part of the sentence that says what will happen. */
  clause: {
    above: (price: string) => `rises to ${price} or above`,
    below: (price: string) => `falls to ${price} or below`,
    crosses: (price: string) => `crosses ${price}, either way`,
    enters: (low: string, high: string) => `comes between ${low} and ${high}`,
    leaves: (low: string, high: string) => `is no longer between ${low} and ${high}`,
    change: {
      up: (percent: string, span: string) => `rises by ${percent} within ${span}`,
      down: (percent: string, span: string) => `falls by ${percent} within ${span}`,
      either: (percent: string, span: string) => `moves by ${percent} either way within ${span}`,
    } satisfies Record<AlertDirection, unknown>,
    sinceClose: {
      up: (percent: string) => `is ${percent} above the previous close`,
      down: (percent: string) => `is ${percent} below the previous close`,
      either: (percent: string) => `is ${percent} away from the previous close`,
    } satisfies Record<AlertDirection, unknown>,
    dayHigh: 'makes a new high of the last 24 hours',
    dayLow: 'makes a new low of the last 24 hours',
    volume: (times: string, span: string) =>
      `trades ${times} times its usual volume within ${span}`,
    silence: (span: string) => `has had no trade and no quote for ${span} while its market is open`,
  },
  preview: {
    label: 'What will happen',
    once: (name: string, clause: string) => `You are told once, when ${name} ${clause}.`,
    again: (name: string, clause: string) => `You are told each time ${name} ${clause}.`,
    source: {
      last: (name: string) => `${name}`,
      bid: (name: string) => `the best bid for ${name}`,
      ask: (name: string) => `the best ask for ${name}`,
      mid: (name: string) => `the middle of bid and ask of ${name}`,
    } satisfies Record<AlertSource, unknown>,
    rearms: (percent: string) => `Before it counts again the price must be back by ${percent}.`,
    cooldown: (span: string) => `At most once in ${span}.`,
    regular: 'Only while the regular session is open.',
    until: (when: string) => `Until ${when}.`,
  },
  /** Already on the far side. */
  beyond: {
    above: (price: string) =>
      `The price is at ${price} or above already. It waits until the price is back below, then for the crossing.`,
    below: (price: string) =>
      `The price is at ${price} or below already. It waits until the price is back above, then for the crossing.`,
    inside:
      'The price is in the range already. It waits until the price is out, then for its return.',
    outside: 'The price is out of the range already. It waits until the price is back in it.',
    any: 'That is so already. It waits until it no longer is, then for the next time.',
  },
  simulated:
    'This market is simulated. Alerts watch real prices only: you can set it, but it stays silent here.',

  /** Of a whole list. */
  simulatedList: 'This market is simulated: alerts watch real prices only, and stay silent here.',

  phase: {
    armed: 'Watching',
    beyond: 'Already beyond',
    fired: 'Fired',
    done: 'Fired',
    paused: 'Paused',
    expired: 'Expired',
    unlisted: 'Not watched',
  } satisfies Record<AlertPhase, string>,
  state: {
    toGo: (price: string, distance: string) => `Now ${price}, ${distance} to go`,
    now: (price: string) => `Now ${price}`,
    blind: 'Can’t tell yet: a price, or enough of the past, is missing. It begins by itself',
    watching: 'Every trade is looked at',
    firedAt: (when: string, price: string) => `Fired ${when} at ${price}`,
    fired: (when: string) => `Fired ${when}`,
    rearming: 'waits until the price is back',
    rearmingAny: 'waits until that is over',
    paused: 'Nothing is watched until you switch it on',
    expired: (when: string) => `Over since ${when}`,
    unlisted: 'No market lists this instrument any more',
    unsent: 'Not sent yet: nothing is watched until the server has it',
    unsentChange: 'Your change is not sent yet',
  },

  active: (name: string) => `Alert is on: ${name}`,
  details: {
    label: (name: string) => `Details: ${name}`,
    title: 'Details',
    /** Where the evidence is written down. */
    state: 'State',
    since: 'Since',
    evaluated: 'Last checked',
    evaluatedAt: (when: string, price: string, venue: string) => `${when}: ${price} on ${venue}`,
    never: 'Not yet',
    firings: 'Times fired',
    lastFired: 'Last fired',
    repeat: 'Repeats',
    once: 'Once',
    again: 'Every time',
    expires: 'Expires',
    neverExpires: 'Never',
    created: 'Made',
    note: 'Note',
    edit: 'Edit',
    chart: 'Show the chart',
    remove: 'Remove',
    menu: (name: string) => `Edit or remove: ${name}`,
  },

  form: {
    add: (name: string) => `New alert for ${name}`,
    edit: (name: string) => `Change the alert for ${name}`,
    kind: 'Tell me when',
    kinds: {
      above: 'the price rises above',
      below: 'the price falls below',
      crosses: 'the price crosses, either way',
      enters: 'the price enters a range',
      leaves: 'the price leaves a range',
      change: 'it moves by so much within a time',
      'change-since-close': 'it moves by so much since the close',
      'day-high': 'it makes a 24-hour high',
      'day-low': 'it makes a 24-hour low',
      volume: 'it trades far more than usual',
      silence: 'no price comes any more',
    } satisfies Record<Kind, string>,
    price: 'Price',
    low: 'From',
    high: 'To',
    now: (price: string) => `Now ${price}`,
    noPrice: 'No price yet',
    chips: 'From the present price',
    chipSpoken: (percent: string) => `${percent} from the price of now`,
    direction: 'Direction',
    directions: { up: 'Up', down: 'Down', either: 'Either' } satisfies Record<
      AlertDirection,
      string
    >,
    percent: 'By',
    window: 'Within',
    times: 'Times the usual',
    after: 'For',
    source: 'Price to watch',
    sources: {
      last: 'Last trade',
      bid: 'Best bid',
      ask: 'Best ask',
      mid: 'Middle of bid and ask',
    } satisfies Record<AlertSource, string>,
    repeat: 'How often',
    repeats: { once: 'Once', again: 'Every time' },
    hysteresis: 'Counts again once back by',
    cooldown: 'At most once in',
    noCooldown: 'No limit',
    expiry: 'Ends',
    expiries: {
      never: 'Never',
      day: 'After a day',
      week: 'After a week',
      month: 'After 30 days',
      date: 'On a date',
    },
    date: 'Last day',
    regular: 'Regular session only',
    note: 'Note',
    optional: 'Optional',
    sound: 'With a sound',
    more: 'More choices',
    make: 'Set the alert',
    sending: 'Sending…',
  },
  problem: {
    missing: 'Enter a figure.',
    number: 'Enter a plain number, such as 1234.5.',
    positive: 'It must be above zero.',
    range: (min: string, max: string) => `It must be from ${min} to ${max}.`,
    order: 'It must be above the other.',
    past: 'Choose today or a later day.',
    unlisted: 'No market lists this instrument.',
    over: 'That would be over already.',
    refused: (detail: string) => `The server refused it: ${detail}`,
  },

  done: {
    made: (name: string) => `Alert set: ${name}`,
    beyond: (name: string) => `Alert set: ${name}. It is beyond already, and waits`,
    changed: (name: string) => `Alert changed: ${name}`,
    removed: (name: string) => `Alert removed: ${name}`,
    waiting: 'Not sent yet: kept on this device, and sent as soon as the server takes it',
    full: 'There are as many alerts as there can be. Remove one that you no longer need',
    gone: 'This alert was removed on another device',
    conflict: 'This alert was changed on another device',
    failed: (detail: string) => `That couldn’t be done. ${detail}`,
  },
  /** Of what was changed here without a connection, and elsewhere too. */
  trouble: {
    conflict: 'Changed on another device too. Which is to stay?',
    gone: 'Removed on another device, while you changed it here.',
    mine: 'Mine',
    theirs: 'The other',
    drop: 'Remove it',
    again: 'Make it anew',
    ok: 'Dismiss',
  },
  lastKnown: (age: string) => `As known ${age} ago: nothing newer can be read just now.`,
  unknown: 'Your alerts can’t be read just now. They come by themselves once they can.',
  unsent: (n: number) => (n === 1 ? '1 change is not sent yet.' : `${n} changes are not sent yet.`),

  /** Of lines on the chart. */
  line: {
    place: 'Set an alert on the chart',
    placing: 'Drag the line to a price',
    set: (price: string) => `Alert at ${price}`,
    move: (before: string, after: string) => `${before} → ${after}`,
    fresh: 'New alert',
  },
}

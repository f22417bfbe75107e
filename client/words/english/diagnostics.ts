import type { Keeping } from '../../engine/insight.ts'

/** How prices come, step by step, for whoever wants to prove a fault. */
export const diagnostics = {
  title: 'Diagnostics',

  report: 'Report',
  reportNote:
    'How prices came and what happened, with this browser and the symbols of the current list. No holdings, no names, no passwords.',
  copy: 'Copy report',
  copied: 'The report is on the clipboard.',
  copyFailed: 'The browser did not let Ebb copy. Download the report instead.',
  download: 'Download JSON',
  downloadFailed: 'The file could not be saved. Copy the report instead.',

  now: 'Now',
  clock: 'Clock',
  clockRight: 'In step with the server',
  clockBehind: (span: string) => `${span} behind the server`,
  clockAhead: (span: string) => `${span} ahead of the server`,

  trials: 'Trials',
  force: 'Transport',
  auto: 'Auto',
  forceHint: 'A transport that you force holds until you choose Auto or close the page.',
  drop: 'Drop the connection',
  dropHint: 'As if the network had cut it. It comes back by itself within a second or two.',
  dropButton: 'Drop',
  kill: "Kill the worker's stream",
  killHint: 'As if the browser had ended the worker, in all tabs. Another one goes on at once.',
  killButton: 'Kill',

  latency: 'Latency',
  latencyNote: 'Milliseconds from the server to this device, since the worker began',
  latencyNone: 'No frame has come yet.',
  latencyChart: (median: string, most: string) =>
    `Half of the frames came within ${median}, 99 in 100 within ${most}.`,
  half: 'Half within',
  ninety: '90 in 100 within',
  ninetyNine: '99 in 100 within',
  upTo: 'Up to',
  frames: 'Frames',

  counts: 'Received',
  changes: 'Changes',
  merged: 'Merged on the way',
  gaps: 'Gaps',
  messages: 'Messages today',
  asked: 'Subscribed',
  askedCount: (count: string) => `${count} instruments`,

  worker: 'Worker and storage',
  host: 'Runs in',
  hosts: { service: 'Service worker', dedicated: 'A worker of this page' },
  running: 'Running for',
  restarts: 'Restarts',
  keeping: 'Keeps prices',
  keepings: {
    lasting: 'On this device',
    memory: 'Until the worker ends',
    off: 'No longer',
  } satisfies Record<Keeping, string>,
  storage: 'Storage',
  storageOf: (used: string, quota: string) => `${used} of ${quota}`,
  workerVersion: 'Worker',
  pageVersion: 'Page',
  protocol: 'Protocol',
  database: 'Database',
}

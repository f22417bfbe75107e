/** What the app has used, and how much it may. */
export const energy = {
  title: 'Energy and data',

  today: 'Today',
  data: 'Data',
  downUp: (down: string, up: string) => `${down} down, ${up} up`,
  radio: 'Radio, modelled',
  radioNote: (count: string) => `By ${count} published radios`,
  wakeUps: 'Wake-ups',
  wakeUpsNote: 'Of the radio; on cellular each costs seconds',
  connected: 'Connected',
  connectedNote: (open: string) => `of ${open} open`,
  share: (share: string) =>
    `That is ${share} of what an app takes that always keeps a WebSocket open: it streams in front, and pings every 25 s behind.`,
  shareEarly: 'After a minute, this compares Ebb with an app that always keeps a WebSocket open.',

  plan: 'The plan now',

  budget: 'Daily data budget',
  budgetHint:
    'Once it is spent, prices come as in Saver until midnight, unless you choose Live. All traffic counts, on Wi-Fi too: browsers seldom tell one network from another.',
  noBudget: 'No budget',
  budgetUsed: (used: string, budget: string) => `${used} of ${budget} used today`,
  budgetSpent: (used: string, budget: string) =>
    `${used} of ${budget} used today: prices come less often until midnight`,
  budgetLive: (used: string, budget: string) =>
    `${used} of ${budget} used today. You chose Live, so prices go on at full speed`,

  uses: 'By transport, today',
  use: 'Used for',
  requests: 'Requests of pages',
  messages: 'Messages',
  time: 'Time',
  joules: 'Energy',
  total: 'Total',

  days: 'The last 14 days',
  day: 'Day',
  shown: 'Shown',
  asTable: 'As a table',
  daysTotal: (text: string) => `${text} in 14 days`,

  radios: 'By radio, today',
  radiosNote:
    'The same traffic on each radio that has been published. Which one your device is most like, no browser tells.',
  radioName: 'Radio',
  always: 'Always WebSocket',

  how: 'How this is counted',
  counted:
    'A WebSocket: its messages with the heads of their frames. Server-sent events: the body as it is read. Polls and requests of pages: what the browser says that they took, compressed; where it does not tell, the body before compression.',
  estimated:
    'The heads of requests and answers are estimated, at about 430 and 300 bytes, because browsers hide them. What encryption and the network add is not counted, nor are the files of the app itself, which come once for each version.',
  modelled:
    "Energy is that of the radio alone, by a model: waking up, moving bytes, and the tail, in which it stays awake for seconds. A tail is counted as soon as it begins. The parameters are published measurements: AT&T's Video Optimizer for LTE and Wi-Fi, a study of SIGCOMM 2021 for 4G and 5G, and Huang et al., MobiSys 2012.",
  uncertain:
    'Radios differ sixfold, so the range is wide. Shares are steadier: what is cheaper on one radio is cheaper on all of them. An unknown network counts as cellular on a phone and as Wi-Fi elsewhere.',
  kept: 'Kept on this device for 31 days. A worker that the browser ends may lose the last five seconds.',
}

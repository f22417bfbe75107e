/** What the search says. */
export const finding = {
  field: 'Symbol, pair or name',
  clear: 'Clear what was typed',
  results: 'Instruments',
  recent: 'Recent',
  popular: 'Most traded',
  count: (n: number) => (n === 1 ? '1 instrument' : `${n} instruments`),
  most: (n: number) => `These are the best ${n}. Type more to narrow them down.`,
  none: (query: string) => `Nothing found for “${query}”`,
  advice:
    'Check the spelling, or try a pair like BTCUSDT, a name like Bitcoin, or a venue first, like Kraken BTC.',
  /** While the market has yet to list anything. */
  nothingYet: 'No instruments are listed yet. They will be once the market has connected.',
  /** Why only what the device knows is found. */
  problem: {
    network: 'The server cannot be reached, so only instruments that this device knows are found.',
    server: 'The server could not answer, so only instruments that this device knows are found.',
    busy: 'That was a lot of searches at once. Wait a moment, then try again.',
    malformed: 'The answer could not be read. Reload the page to get the newest version.',
  },
  /** The switch of each result; `list` is the name of the list. */
  inList: (name: string, list: string) => `${name} in ${list}`,
  added: (name: string, list: string) => `${name} added to ${list}`,
  removed: (name: string, list: string) => `${name} removed from ${list}`,
  stock: 'Stock',
  halted: 'Halted',
  dead: 'Delisted',
  keys: { choose: 'choose', open: 'open', add: 'add', close: 'close' },
}

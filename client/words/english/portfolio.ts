export const portfolio = {
  title: 'Portfolio',
  add: 'Add',
  addLabel: 'Add a holding',
  more: 'Files',
  undo: 'Undo',
  cancel: 'Cancel',
  close: 'Close',

  empty: {
    title: 'What you hold, and what it is worth',
    text: 'Add what you own, with its quantity and what you paid. Its value follows the market, and it stays on this device.',
    importing: 'Import a file',
  },

  total: 'Total value',
  currency: 'Currency',
  day: '24 h',
  profit: 'Profit',
  /** The day of all: the change of the currencies is in it. */
  dayOfAll: 'Last 24 hours',
  allocation: 'Allocation',
  others: 'Others',

  /** An age that is that of the oldest price in a sum. */
  oldest: (age: string) => `The oldest price in it is ${age} old.`,
  waiting: 'Waiting for prices…',
  leftOut: (names: string) => `Left out, for want of a value: ${names}.`,
  uncosted: (names: string) =>
    `Without a cost that can be counted, and so not in the profit: ${names}.`,
  noPrice: 'No price yet',
  noRate: (from: string, to: string) => `No market turns ${from} into ${to}`,
  noRateYet: (from: string, to: string) => `Waiting for a rate from ${from} to ${to}`,

  rates: {
    title: 'Rates',
    rate: (from: string, value: string, to: string) => `1 ${from} = ${value} ${to}`,
    by: (names: string) => `by ${names}`,
    live: 'live',
    none: 'No live market does this.',
    note: 'Every rate is what a market trades at. What you paid in another currency counts at the rate of now.',
  },

  columns: {
    holding: 'Holding',
    quantity: 'Quantity',
    average: 'Average cost',
    price: 'Price',
    value: 'Value',
    profit: 'Profit',
  },
  sort: {
    label: 'Sort by',
    value: 'Value',
    name: 'Name',
    day: 'Change of 24 h',
    profit: 'Profit',
    added: 'Order of adding',
  },

  details: {
    open: (name: string) => `${name}: details and purchases`,
    value: 'Value',
    quantity: 'Quantity',
    price: 'Price',
    average: 'Average cost',
    cost: 'Cost',
    profit: 'Profit',
    day: 'Change of 24 h',
    share: 'Share of all',
    lots: 'Purchases',
    at: (quantity: string, price: string) => `${quantity} at ${price}`,
    forAll: (quantity: string, total: string) => `${quantity} for ${total}`,
    noCost: (quantity: string) => `${quantity}, cost not known`,
    noDate: 'No date',
    chart: 'Open chart',
    addMore: 'Add purchase',
    edit: 'Edit',
    remove: 'Remove',
    lotMenu: (lot: string) => `Edit or remove: ${lot}`,
  },

  form: {
    add: (name: string) => `Add ${name}`,
    edit: (name: string) => `Edit ${name}`,
    quantity: 'Quantity',
    paid: 'What you paid',
    per: { unit: 'For one', all: 'In all' },
    amountUnit: 'Price of one',
    amountAll: 'Total cost',
    currency: 'In',
    date: 'Date',
    note: 'Note',
    optional: 'May stay empty',
    costHint: 'May stay empty; then no profit is told.',
    total: (amount: string) => `${amount} in all`,
    save: 'Save',
    problem: {
      quantity: {
        missing: 'Say how much you hold.',
        number: 'This is not a number. Write it like 1234.5.',
        positive: 'The quantity must be more than zero.',
      },
      amount: {
        number: 'This is not a number. Write it like 1234.5.',
        negative: 'The cost can be zero, but not less.',
      },
      currency: { unknown: 'Write a currency such as USD or USDT.' },
      date: {
        unknown: 'There is no such day. Choose another, or none.',
        future: 'This day is yet to come. Choose today or before.',
      },
    },
  },

  done: {
    added: (name: string) => `Added ${name}`,
    changed: (name: string) => `Changed ${name}`,
    removed: (name: string) => `Removed ${name}`,
    imported: (n: number) => (n === 1 ? '1 purchase imported' : `${n} purchases imported`),
    exportFailed: 'The file could not be saved. Allow downloads, then try again.',
  },

  files: {
    csv: 'Export as a table (CSV)',
    json: 'Export everything (JSON)',
    import: 'Import a file…',
    title: 'Import holdings',
    fileTitle: (name: string) => `From ${name}`,
    added: (n: number) => (n === 1 ? '1 purchase is new.' : `${n} purchases are new.`),
    changed: (n: number) =>
      n === 1
        ? '1 is there already and will be changed.'
        : `${n} are there already and will be changed.`,
    same: (n: number) =>
      n === 1 ? '1 is there already, just so.' : `${n} are there already, just so.`,
    faults: (n: number) => (n === 1 ? '1 line cannot be read:' : `${n} lines cannot be read:`),
    moreFaults: (n: number) => `and ${n} more`,
    nothing: 'There is nothing new in it.',
    keep: 'Mend them in the file and import it again: nothing is doubled.',
    take: (n: number) => `Import ${n}`,
    line: (n: number) => `Line ${n}`,
    fault: {
      symbol: (text: string) =>
        text === ''
          ? 'the instrument is missing'
          : `“${text}” is no instrument; write it like BTCUSDT`,
      quantity: (text: string) =>
        text === ''
          ? 'the quantity is missing'
          : `“${text}” is no quantity above zero; write it like 1234.5`,
      price: (text: string) => `“${text}” is no price; write it like 1234.5`,
      total: (text: string) => `“${text}” is no total; write it like 1234.5`,
      currency: (text: string) =>
        text === '' ? 'the currency is missing' : `“${text}” is no currency; write it like USD`,
      date: (text: string) => `“${text}” is no day; write it like 2026-11-22`,
      item: (text: string) => `this is no holding: ${text}`,
    },
    refused: {
      empty: 'The file is empty. Choose the one that was exported.',
      unreadable: 'The file cannot be read: it may be cut short. Export it again.',
      foreign: 'The file is JSON, but not of holdings. Choose one that was exported here.',
      newer: 'The file was made by a newer version. Reload the page, then import it again.',
      'too-large': 'The file is too large: at most 10,000 purchases at a time. Split it.',
      'no-columns': 'The first line must name the columns, at least “symbol” and “quantity”.',
    },
    help: 'A table needs the columns symbol and quantity; price or total, currency, date and note may follow.',
  },

  /** On the page of an instrument. */
  summary: { title: 'You hold' },
}

import { portfolioWords } from '../../words/late/portfolio.ts'
import { newId, type Owned } from '../owned.ts'
import type { createToast } from '../toast.ts'
import { parseDecimalText, zero } from './decimal.ts'
import type { LotFields } from './draft.ts'
import { quantityText } from './figures.ts'
import type { Import } from './import.ts'
import type { Lot } from './lot.ts'
import type { Portfolio } from './portfolio.ts'

/** What is held, as a lot names it. */
export type Holding = Pick<Lot, 'symbol' | 'base' | 'quote'>

export interface ActionsOptions {
  portfolio: Pick<Portfolio, 'lots' | 'put' | 'remove'>
  toast: Pick<ReturnType<typeof createToast>, 'show'>
}

/** What can be done with lots. Each is told, and can be taken back. */
export function makeActions({ portfolio, toast }: ActionsOptions) {
  function tell(text: string, run: () => void): void {
    toast.show({ text, action: { text: portfolioWords().undo, run } })
  }
  return {
    add({ symbol, base, quote }: Holding, fields: LotFields): void {
      const id = newId()
      const value = { symbol, base, quote, ...fields, addedAt: Date.now() }
      portfolio.put([{ id, value }])
      tell(portfolioWords().done.added(lotName(value)), () => portfolio.remove([id]))
    },
    change(lot: Owned<Lot>, fields: LotFields): void {
      const value = { ...lot.value, ...fields }
      portfolio.put([{ id: lot.id, value }])
      tell(portfolioWords().done.changed(lotName(value)), () => portfolio.put([lot]))
    },
    remove(lot: Owned<Lot>): void {
      portfolio.remove([lot.id])
      tell(portfolioWords().done.removed(lotName(lot.value)), () => portfolio.put([lot]))
    },
    take({ added, changed }: Extract<Import, { type: 'read' }>): void {
      const taken = [...added, ...changed]
      const ids = new Set(taken.map(({ id }) => id))
      const before = portfolio.lots().filter(({ id }) => ids.has(id))
      portfolio.put(taken)
      tell(portfolioWords().done.imported(taken.length), () => {
        portfolio.remove(added.map(({ id }) => id))
        portfolio.put(before)
      })
    },
  }
}

export type Actions = ReturnType<typeof makeActions>

/** `0.5 BTC`. */
function lotName({ quantity, base }: Pick<Lot, 'quantity' | 'base'>): string {
  return `${quantityText(parseDecimalText(quantity) ?? zero)} ${base}`
}

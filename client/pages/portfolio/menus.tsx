import type { AppState } from '../../state/app-state.ts'
import { dayOf } from '../../state/portfolio/draft.ts'
import { holdingsAsCsv, holdingsAsJson } from '../../state/portfolio/export.ts'
import type { Importing } from '../../state/portfolio/importing.ts'
import { type Order, orders } from '../../state/portfolio/order.ts'
import type { Portfolio } from '../../state/portfolio/portfolio.ts'
import { saveFile } from '../../state/save-file.ts'
import { Menu } from '../../ui/menu.tsx'
import { portfolioWords } from '../../words/late/portfolio.ts'

/** What else can be done with all holdings: how they are sorted, and their files. */
export function PortfolioMenus(props: {
  app: Pick<AppState, 'toast'>
  portfolio: Pick<Portfolio, 'lots'>
  importing: Importing
  order: Order
  onOrder(order: Order): void
}) {
  const said = () => portfolioWords()
  let input: HTMLInputElement | undefined

  async function save(text: string, type: 'csv' | 'json'): Promise<void> {
    const mime = type === 'csv' ? 'text/csv' : 'application/json'
    const name = `ebb-holdings-${dayOf(Date.now())}.${type}`
    try {
      await saveFile(new File([text], name, { type: mime }))
    } catch {
      props.app.toast.show({ text: said().done.exportFailed })
    }
  }

  return (
    <>
      <Menu
        label={said().sort.label}
        icon="sort"
        items={orders.map((order) => ({
          text: said().sort[order],
          chosen: props.order === order,
          run: () => props.onOrder(order),
        }))}
      />
      <Menu
        label={said().more}
        items={[
          {
            text: said().files.csv,
            icon: 'download',
            run: () => void save(holdingsAsCsv(props.portfolio.lots()), 'csv'),
          },
          {
            text: said().files.json,
            icon: 'download',
            run: () => void save(holdingsAsJson(props.portfolio.lots(), Date.now()), 'json'),
          },
          { text: said().files.import, icon: 'upload', run: () => input?.click() },
        ]}
      />
      <input
        ref={input}
        type="file"
        hidden
        accept={props.importing.accept}
        aria-label={said().files.title}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0]
          // So that the same file, mended meanwhile, can be chosen again.
          event.currentTarget.value = ''
          if (file) props.importing.read(file)
        }}
      />
    </>
  )
}

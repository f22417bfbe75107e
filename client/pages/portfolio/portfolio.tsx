import '../../ui/allocation.css'
import '../../ui/holdings.css'
import '../../ui/lots.css'
import '../../ui/portfolio.css'
import { createEffect, createSignal, Match, Show, Switch } from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import { makeActions } from '../../state/portfolio/actions.ts'
import { createImporting } from '../../state/portfolio/importing.ts'
import { orders } from '../../state/portfolio/order.ts'
import { createPortfolio } from '../../state/portfolio/portfolio.ts'
import type { Sheet } from '../../state/portfolio/sheet.ts'
import type { Route } from '../../state/route.ts'
import { createSetting } from '../../state/setting.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { portfolioWords } from '../../words/late/portfolio.ts'
import { words } from '../../words/words.ts'
import { PortfolioHoldings } from './holdings.tsx'
import { ImportDialog } from './import.tsx'
import { PortfolioMenus } from './menus.tsx'
import { PortfolioRates } from './rates.tsx'
import { PortfolioSheet } from './sheet.tsx'
import { PortfolioSummary } from './summary.tsx'

/** What the person holds, what it is worth now, and all that can be done with it. */
export function Portfolio(props: { app: AppState; route: Route }) {
  const { app } = props
  const portfolio = createPortfolio({ app })
  const actions = makeActions({ portfolio, toast: app.toast })
  const importing = createImporting({ portfolio, actions })
  const order = createSetting({ key: 'holdings-order', values: orders, fallback: 'value' })
  const [sheet, setSheet] = createSignal<Sheet>()
  const said = portfolioWords
  createEffect(() => {
    document.title = `${said().title} · ${words().appName}`
  })

  function add() {
    app.search.pick(said().addLabel, ({ name, base, quote }) =>
      setSheet({ type: 'add', holding: { symbol: name, base, quote } }),
    )
  }
  const isEmpty = () => portfolio.ready() && portfolio.held().length === 0

  return (
    <article class="page portfolio">
      <PageHead title={said().title}>
        <Show when={portfolio.held().length > 0}>
          <PortfolioMenus
            app={app}
            portfolio={portfolio}
            importing={importing}
            order={order.value()}
            onOrder={order.set}
          />
          <Button kind="primary" icon="add" label={said().addLabel} onPress={add}>
            {said().add}
          </Button>
        </Show>
      </PageHead>
      <Switch>
        <Match when={isEmpty()}>
          <Empty icon="portfolio" title={said().empty.title} text={said().empty.text}>
            <Button kind="primary" icon="add" onPress={add}>
              {said().addLabel}
            </Button>
            <FileButton accept={importing.accept} onChoose={importing.read}>
              {said().empty.importing}
            </FileButton>
          </Empty>
        </Match>
        <Match when={portfolio.held().length > 0}>
          <PortfolioSummary app={app} portfolio={portfolio} />
          <PortfolioHoldings
            app={app}
            portfolio={portfolio}
            order={order.value()}
            onOpen={(symbol) => setSheet({ type: 'details', symbol })}
          />
          <PortfolioRates app={app} portfolio={portfolio} />
        </Match>
      </Switch>
      <PortfolioSheet
        app={app}
        route={props.route}
        portfolio={portfolio}
        actions={actions}
        sheet={sheet()}
        onSheet={setSheet}
      />
      <ImportDialog importing={importing} />
    </article>
  )
}

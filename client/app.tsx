import { Route, Router } from '@solidjs/router'
import { type JSX, lazy } from 'solid-js'
import { paths } from '../shared/paths.ts'
import { Markets } from './pages/markets/markets.tsx'
import { Shell } from './pages/shell/shell.tsx'
import { type AppOptions, createAppState } from './state/app-state.ts'
import { followLaunches } from './state/install/launches.ts'
import { followClicks } from './state/push/clicks.ts'
import { createRoute, type Route as Way } from './state/route.ts'

const Portfolio = lazy(async () => ({
  default: (await import('./pages/portfolio/portfolio.tsx')).Portfolio,
}))
const Alerts = lazy(async () => ({ default: (await import('./pages/alerts/alerts.tsx')).Alerts }))
const Settings = lazy(async () => ({
  default: (await import('./pages/settings/settings.tsx')).Settings,
}))
const Account = lazy(async () => ({
  default: (await import('./pages/account/account.tsx')).Account,
}))
const NotificationSettings = lazy(async () => ({
  default: (await import('./pages/notifications/settings.tsx')).NotificationSettings,
}))
const Energy = lazy(async () => ({ default: (await import('./pages/energy/energy.tsx')).Energy }))
const Diagnostics = lazy(async () => ({
  default: (await import('./pages/diagnostics/diagnostics.tsx')).Diagnostics,
}))
const Missing = lazy(async () => ({ default: (await import('./pages/missing.tsx')).Missing }))

/** The visual language; the build leaves it out. */
const Ui = import.meta.env.DEV
  ? lazy(async () => ({ default: (await import('./pages/ui/ui.tsx')).Ui }))
  : undefined

/** The pages and their addresses. Only the first one is there from the beginning. */
export function App(props: AppOptions) {
  const app = createAppState(props)
  let route: Way

  function Root(root: { children?: JSX.Element }) {
    route = createRoute()
    followLaunches(route.go)
    app.notifications.goBy(route.go)
    followClicks(route.go)
    return (
      <Shell app={app} route={route}>
        {root.children}
      </Shell>
    )
  }

  return (
    <Router root={Root} preload={false}>
      <Route
        path={[paths.watchlist, paths.instrument]}
        component={() => <Markets app={app} route={route} />}
      />
      <Route path={paths.portfolio} component={() => <Portfolio app={app} route={route} />} />
      <Route
        path={[paths.alerts, paths.history]}
        component={() => <Alerts app={app} route={route} />}
      />
      <Route path={paths.settings} component={() => <Settings app={app} route={route} />} />
      <Route path={paths.account} component={() => <Account app={app} route={route} />} />
      <Route
        path={paths.notifications}
        component={() => <NotificationSettings app={app} route={route} />}
      />
      <Route path={paths.energy} component={() => <Energy app={app} route={route} />} />
      <Route path={paths.diagnostics} component={() => <Diagnostics app={app} route={route} />} />
      {Ui && <Route path="/ui" component={() => <Ui app={app} />} />}
      <Route path="*" component={Missing} />
    </Router>
  )
}

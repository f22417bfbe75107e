import type { AppState } from '../state/app-state.ts'
import type { Route } from '../state/route.ts'

export function Diagnostics(_props: { app: AppState; route: Route }) {
  return <article class="page" />
}

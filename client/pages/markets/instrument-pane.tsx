import type { AppState } from '../../state/app-state.ts'
import type { Route } from '../../state/route.ts'
import { words } from '../../words/words.ts'
import { makeLate } from '../late.tsx'

interface PaneProps extends Record<string, unknown> {
  app: AppState
  route: Route
  symbol: string
  /** Without the list beside it. */
  alone: boolean
}

const Late = makeLate<PaneProps>({
  async load() {
    // Its chart is wanted a moment later: it comes at the same time, and tells by itself where it can't.
    import('../chart/pane.tsx').catch(() => {})
    return (await import('../instrument/instrument.tsx')).Instrument
  },
  failed: () => words().failed,
  place: 'instrument',
})

/** The page of an instrument, which the list alone doesn't need. Its price is asked for before it is there. */
export function InstrumentPane(props: PaneProps) {
  props.app.want(() => [props.symbol], 'detail')
  return <Late {...props} />
}

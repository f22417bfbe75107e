import type { AppState } from '../../state/app-state.ts'
import type { Desk } from '../../state/watchlists/desk.ts'
import { WatchlistMove } from './move.tsx'
import { type Naming, WatchlistName } from './name.tsx'

export interface WatchlistDialogsProps extends Record<string, unknown> {
  app: AppState
  desk: Desk
  /** What is to get a name; absent while nothing is. */
  naming: Naming | undefined
  onName(naming: Naming | undefined): void
  /** The entry that is to be moved. */
  moving: string | undefined
  onMove(id: string | undefined): void
}

/** What a list asks about: names, and where to. */
export function WatchlistDialogs(props: WatchlistDialogsProps) {
  return (
    <>
      <WatchlistName
        app={props.app}
        naming={props.naming}
        onGrouped={() => props.desk.edit(true)}
        onClose={() => props.onName(undefined)}
      />
      <WatchlistMove
        app={props.app}
        desk={props.desk}
        id={props.moving}
        onNewGroup={(id) => props.onName({ of: 'group', entry: id })}
        onClose={() => props.onMove(undefined)}
      />
    </>
  )
}

import { createEffect, onMount, Show } from 'solid-js'
import { pathOf } from '../../../shared/paths.ts'
import type { AppState } from '../../state/app-state.ts'
import type { Route } from '../../state/route.ts'
import { makeAnswers } from '../../state/search/answers.ts'
import type { SearchVisit } from '../../state/search/door.ts'
import type { Finding } from '../../state/search/finding.ts'
import { createRecent } from '../../state/search/recent.ts'
import { words } from '../../words/words.ts'
import { SearchPanel } from './panel.tsx'

/** The list that what is found is put into. */
export interface SearchList {
  /** As its owner calls it. */
  name: string
  /** What any list has: it is found without a server too. */
  listed(): readonly string[]
  has(symbol: string): boolean
  /** Why it couldn't be added; `undefined` where it was. */
  add(finding: Finding): string | undefined
  remove(symbol: string): void
}

/** What the search needs of the app. */
export type SearchedApp = Pick<
  AppState,
  'search' | 'settings' | 'fetchInstruments' | 'row' | 'status'
>

/** The search, over all else. It is there while `app.search` has a visit; `list` is the current list. */
export function Search(props: {
  app: SearchedApp
  route: Pick<Route, 'go'>
  list: SearchList | undefined
}) {
  const answers = makeAnswers()
  const recent = createRecent(props.app.settings)
  const door = props.app.search
  let dialog: HTMLDialogElement | undefined

  onMount(() => {
    dialog?.addEventListener('close', door.close)
    dialog?.addEventListener('click', (event) => {
      // What is inside covers the dialog whole: only its backdrop is the dialog itself.
      if (event.target === dialog) door.close()
    })
  })
  createEffect(() => {
    if (!dialog || dialog.open === (door.visit() !== undefined)) return
    if (dialog.open) dialog.close()
    else dialog.showModal()
  })

  function choose(visit: SearchVisit, finding: Finding) {
    recent.add(finding)
    door.close()
    if (visit.purpose === 'pick') visit.picked(finding)
    else props.route.go(pathOf(finding.name))
  }

  return (
    <dialog class="search" ref={dialog} aria-label={title(door.visit())}>
      <Show when={door.visit()} keyed>
        {(visit) => (
          <SearchPanel
            app={props.app}
            answers={answers}
            recent={recent}
            list={props.list}
            leads={visit.purpose === 'browse'}
            onChoose={(finding) => choose(visit, finding)}
            onClose={door.close}
          />
        )}
      </Show>
    </dialog>
  )
}

function title(visit: SearchVisit | undefined): string {
  return visit?.purpose === 'pick' ? visit.title : words().search.title
}

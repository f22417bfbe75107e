import { createEffect, createSignal, createUniqueId, on } from 'solid-js'
import { isConnected } from '../../state/connection/connection.ts'
import type { Answers } from '../../state/search/answers.ts'
import { createBrowse } from '../../state/search/browse.ts'
import type { Finding } from '../../state/search/finding.ts'
import { listedFinding } from '../../state/search/listed.ts'
import type { Recent } from '../../state/search/recent.ts'
import { createSearch } from '../../state/search/search.ts'
import { SearchField } from '../../ui/search-field.tsx'
import { SearchKeys } from '../../ui/search-keys.tsx'
import { findingWords } from '../../words/late/finding.ts'
import { words } from '../../words/words.ts'
import { pairOf, SearchResults } from './results.tsx'
import type { SearchedApp, SearchList } from './search.tsx'

/** One visit to the search: what is typed, and what is found for it. */
export function SearchPanel(props: {
  app: SearchedApp
  answers: Answers
  recent: Recent
  list: SearchList | undefined
  /** Whether what is found can be opened in place; else it is chosen for something. */
  leads: boolean
  onChoose(finding: Finding): void
  onClose(): void
}) {
  const { app, answers, recent } = props
  const grid = createUniqueId()
  const [text, setText] = createSignal('')
  const [done, setDone] = createSignal('')
  const [trouble, setTrouble] = createSignal<string>()
  /** The list that results are put into; none while one is chosen for something else. */
  const filled = () => (props.leads ? props.list : undefined)
  const search = createSearch({
    fetchInstruments: app.fetchInstruments,
    answers,
    known: () => [
      ...recent.all(),
      ...(props.list?.listed() ?? []).map((name) => listedFinding(name, app.row(name))),
    ],
    connected: () => isConnected(app.status()),
  })
  const browse = createBrowse({
    search,
    recent: recent.all,
    toggles: () => filled() !== undefined,
    onOpen: (finding) => props.onChoose(finding),
    onToggle: toggle,
  })
  function forget() {
    setDone('')
    setTrouble(undefined)
  }
  createEffect(on(search.query, forget, { defer: true }))

  function toggle(finding: Finding) {
    const list = filled()
    if (!list) return
    const { added, removed } = findingWords()
    const name = pairOf(finding)
    setTrouble(undefined)
    if (list.has(finding.name)) {
      list.remove(finding.name)
      setDone(removed(name, list.name))
    } else {
      const trouble = list.add(finding)
      setTrouble(trouble)
      setDone(trouble ?? added(name, list.name))
    }
  }
  const active = () => {
    const at = browse.cursor()
    return at && `${grid}-${at.row}-${at.cell}`
  }

  return (
    <div class="search-panel">
      <SearchField
        label={findingWords().field}
        clearLabel={findingWords().clear}
        closeLabel={words().search.close}
        controls={grid}
        value={text()}
        active={active()}
        expanded={browse.findings().length > 0}
        onInput={(typed) => {
          setText(typed)
          search.type(typed)
        }}
        onKey={browse.key}
        onClose={props.onClose}
      />
      <SearchResults
        grid={grid}
        search={search}
        browse={browse}
        list={filled()}
        leads={props.leads}
        done={done()}
        trouble={trouble()}
        onChoose={props.onChoose}
        onToggle={toggle}
      />
      <SearchKeys adds={filled() !== undefined} words={findingWords().keys} />
    </div>
  )
}

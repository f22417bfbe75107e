import { createMemo, For, Show } from 'solid-js'
import { pathOf } from '../../../shared/paths.ts'
import type { Browse } from '../../state/search/browse.ts'
import type { Finding } from '../../state/search/finding.ts'
import { mostFound, type Search } from '../../state/search/search.ts'
import type { SearchSection } from '../../state/search/sections.ts'
import { nameOf, venueName } from '../../state/symbols.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { SearchResult } from '../../ui/search-result.tsx'
import { findingWords } from '../../words/late/finding.ts'
import { words } from '../../words/words.ts'
import type { SearchList } from './search.tsx'

interface ResultsProps {
  grid: string
  search: Search
  browse: Browse
  list: SearchList | undefined
  leads: boolean
  /** What has just been done with a result. */
  done: string
  /** Why it couldn't be done. */
  trouble: string | undefined
  onChoose(finding: Finding): void
  onToggle(finding: Finding): void
}

/** What is found, what is wrong with it, and what to do where there is nothing. */
export function SearchResults(props: ResultsProps) {
  const answer = () => props.search.answer()
  const problem = () => {
    const current = answer()
    return current.phase === 'failed' ? current.problem : undefined
  }
  const count = () => props.browse.findings().length
  const isTyped = () => props.search.query() !== ''
  const said = createMemo(() => {
    if (props.done !== '') return props.done
    return isTyped() && answer().phase !== 'asking' ? findingWords().count(count()) : ''
  })

  return (
    <div class="search-results" onTouchMove={letGoOfKeyboard}>
      <p class="visually-hidden" role="status">
        {said()}
      </p>
      <Show when={problem()}>
        {(code) => (
          <div class="search-note">
            <p>{findingWords().problem[code()]}</p>
            <Button kind="quiet" onPress={() => props.search.again()}>
              {words().retry}
            </Button>
          </div>
        )}
      </Show>
      <Show when={props.trouble}>
        {(trouble) => <p class="search-note search-trouble">{trouble()}</p>}
      </Show>
      <Grid {...props} />
      <Show when={count() === 0}>
        <Show when={answer().phase !== 'asking'} fallback={<Waiting />}>
          <Empty
            icon="search"
            title={isTyped() ? findingWords().none(props.search.query()) : findingWords().results}
            text={isTyped() ? findingWords().advice : findingWords().nothingYet}
          />
        </Show>
      </Show>
      <Show when={isTyped() && count() >= mostFound}>
        <p class="search-more">{findingWords().most(mostFound)}</p>
      </Show>
    </div>
  )
}

function Grid(props: ResultsProps) {
  const columns = () => (props.list ? 2 : 1)
  const start = (section: SearchSection) =>
    props.browse
      .sections()
      .slice(0, props.browse.sections().indexOf(section))
      .reduce((sum, { findings }) => sum + findings.length, 0)
  return (
    <table
      id={props.grid}
      class="finds"
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the grid of a combobox, as ARIA has it
      role="grid"
      aria-label={findingWords().results}
      aria-busy={props.search.answer().phase === 'asking'}
      hidden={props.browse.findings().length === 0}
    >
      <colgroup>
        <col />
        <Show when={props.list}>
          <col class="find-end" />
        </Show>
      </colgroup>
      <For each={props.browse.sections()}>
        {(section) => (
          <tbody>
            <Show when={section.name}>
              {(name) => (
                <tr>
                  <th colspan={columns()} scope="rowgroup">
                    {findingWords()[name()]}
                  </th>
                </tr>
              )}
            </Show>
            <For each={section.findings}>
              {(finding, index) => (
                <Result {...props} finding={finding} row={start(section) + index()} />
              )}
            </For>
          </tbody>
        )}
      </For>
    </table>
  )
}

function Result(props: ResultsProps & { finding: Finding; row: number }) {
  const active = () => {
    const at = props.browse.cursor()
    return at?.row === props.row ? at.cell : undefined
  }
  const detail = () => {
    const { base, kind, fullName } = props.finding
    // A coin as the person's language calls it; a stock as its list does.
    const name = nameOf(base)
    return kind === 'spot' && name !== base ? name : (fullName ?? name)
  }
  const tags = () => {
    const { kind, status } = props.finding
    const { stock, halted, dead } = findingWords()
    return [
      ...(kind === 'stock' ? [stock] : []),
      ...(status === 'halted' ? [halted] : status === 'dead' ? [dead] : []),
    ]
  }
  const toggle = () => {
    const { list, finding } = props
    if (!list) return undefined
    return {
      label: findingWords().inList(
        `${pairOf(finding)} ${venueName(finding.venue) ?? ''}`,
        list.name,
      ),
      on: list.has(finding.name),
      press: () => props.onToggle(finding),
    }
  }

  return (
    <SearchResult
      id={`${props.grid}-${props.row}`}
      base={props.finding.base}
      quote={props.finding.quote}
      detail={detail()}
      venue={venueName(props.finding.venue)}
      tags={tags()}
      dim={props.finding.status !== 'trading'}
      active={active()}
      marked={props.browse.isMoved()}
      href={props.leads ? pathOf(props.finding.name) : undefined}
      onOpen={() => props.onChoose(props.finding)}
      toggle={toggle()}
    />
  )
}

function Waiting() {
  return (
    <For each={[0, 1, 2, 3, 4, 5]}>{() => <div class="find-waiting" aria-hidden="true" />}</For>
  )
}

/** A pair as people write it. */
export function pairOf({ base, quote }: Finding): string {
  return quote === '' ? base : `${base}/${quote}`
}

/** Who scrolls the results has no more use for a keyboard that covers half of them. */
function letGoOfKeyboard() {
  if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur()
}

import { pathOf } from '../../../shared/paths.ts'
import type { AppState } from '../../state/app-state.ts'
import type { InstrumentState } from '../../state/instrument/instrument.ts'
import { shareLink } from '../../state/instrument/share.ts'
import type { Route } from '../../state/route.ts'
import { IconButton } from '../../ui/button.tsx'
import { findingWords } from '../../words/late/finding.ts'
import { instrumentWords } from '../../words/late/instrument.ts'
import { words } from '../../words/words.ts'
import { AlertBell } from '../alerts/bell.tsx'

/** What can be done with an instrument: wait for a price, keep it in the current list, or hand it on. */
export function InstrumentActions(props: {
  app: AppState
  route: Route
  instrument: InstrumentState
}) {
  const symbol = () => props.instrument.symbol()
  const pair = () => {
    const { base, quote } = props.instrument
    return quote() === '' ? base() : `${base()}/${quote()}`
  }
  const lists = () => props.app.lists
  const list = () => {
    const current = lists()
      .all()
      .find(({ id }) => id === lists().currentId())
    return current?.value.name || words().watchlist.title
  }

  function star() {
    const { add, has, idsOf, remove, currentId } = lists()
    const { added, removed } = findingWords()
    const [name, current] = [pair(), list()]
    if (!has(symbol())) {
      const text = add(symbol()) === 'full' ? instrumentWords().listFull : added(name, current)
      props.app.toast.show({ text })
      return
    }
    const undo = remove(idsOf(symbol(), currentId()))
    const action = { text: words().watchlist.undo, run: undo }
    props.app.toast.show({ text: removed(name, current), action })
  }

  async function share() {
    const url = `${location.origin}${pathOf(symbol())}`
    const shared = await shareLink({ title: `${pair()} · ${words().appName}`, url })
    const { copied, notCopied } = instrumentWords()
    if (shared === 'copied') props.app.toast.show({ text: copied })
    if (shared === 'failed') props.app.toast.show({ text: notCopied(url) })
  }

  return (
    <>
      <AlertBell app={props.app} route={props.route} symbol={symbol()} />
      <IconButton
        icon="star"
        label={instrumentWords().keepIn(list())}
        pressed={lists().has(symbol())}
        onPress={star}
      />
      <IconButton icon="share" label={instrumentWords().share} onPress={() => void share()} />
    </>
  )
}

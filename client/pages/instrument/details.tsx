import { makeFigures } from '../../state/instrument/figures.ts'
import type { InstrumentState } from '../../state/instrument/instrument.ts'
import { InstrumentFacts } from '../../ui/instrument-facts.tsx'
import { InstrumentRange } from '../../ui/instrument-range.tsx'
import { Switch } from '../../ui/switch.tsx'
import { instrumentWords } from '../../words/late/instrument.ts'

/** All figures of the instrument's day, where they come from and how old they are. */
export function InstrumentDetails(props: { instrument: InstrumentState }) {
  const figures = makeFigures(props.instrument)
  const names = () => instrumentWords()
  const ofDay = () => names().day[props.instrument.kind()]
  const spoken = () => {
    const place = figures.place()
    return place === undefined ? undefined : names().inRange(String(Math.round(place * 100)))
  }

  return (
    <div class="instrument-details">
      <InstrumentRange
        name={ofDay().range}
        low={figures.low()}
        high={figures.high()}
        place={figures.place()}
        spoken={spoken()}
      />
      <InstrumentFacts
        kind="all"
        facts={[
          { name: names().bid, value: figures.bid },
          { name: names().ask, value: figures.ask },
          { name: names().spread, value: figures.spread },
          { name: ofDay().open, value: figures.open },
          { name: ofDay().volume, value: figures.volume },
          { name: ofDay().turnover, value: figures.turnover },
          { name: names().venue, value: figures.venue },
          { name: names().session, value: figures.session },
          { name: names().lastTrade, value: figures.lastTrade },
          { name: names().updated, value: figures.updated },
        ]}
      />
      <Switch
        label={names().speak}
        hint={names().speakHint}
        on={props.instrument.speaking.value() === 'on'}
        onSwitch={(on) => props.instrument.speaking.set(on ? 'on' : 'off')}
      />
    </div>
  )
}

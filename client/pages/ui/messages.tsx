import { Badge } from '../../ui/badge.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Problem } from '../../ui/problem.tsx'
import { StepList } from '../../ui/step-list.tsx'
import { Strip } from '../../ui/strip.tsx'
import { Toast } from '../../ui/toast.tsx'
import { TransitionLog } from '../../ui/transition-log.tsx'
import { noticesWords } from '../../words/late/notices.ts'
import { statusWords } from '../../words/late/status.ts'
import { words } from '../../words/words.ts'
import { Part } from './part.tsx'

const nothing = () => {}

/** What tells how things stand, what went wrong and what to do. */
export function UiMessages() {
  return (
    <>
      <Part name="How prices come">
        <Badge
          health="live"
          text={`${words().phase.live} · WebSocket · 250 ms · 12 ms`}
          label={words().sheet.open}
          controls="status"
        />
        <Badge health="calm" text={words().paused} label={words().sheet.open} controls="status" />
        <Badge
          health="trying"
          text={words().connecting}
          label={words().sheet.open}
          controls="status"
        />
        <Badge
          health="down"
          text={words().phase.offline}
          label={words().sheet.open}
          controls="status"
        />
        <Strip market={undefined} text={words().livePrices('Binance')} />
        <Strip market="simulated" text={words().simulated} />
        <Banner shown health="down" text={words().offline} spoken="" />
        <TransitionLog
          empty={statusWords().facts.noTransitions}
          lines={[
            {
              at: 0,
              clock: '14:03:59',
              headline: words().phase.live,
              reason: statusWords().reason.charging,
            },
          ]}
        />
      </Part>
      <Part name="Notices">
        <Notice
          tone="plain"
          title="Something worth knowing"
          dismissLabel="Got it"
          onDismiss={nothing}
        >
          <p>What it means, in a sentence or two.</p>
          <div class="buttons">
            <Button kind="primary">Do it</Button>
          </div>
        </Notice>
        <Notice tone="warning" title={noticesWords().keeping.full.title}>
          <p>{noticesWords().keeping.full.text}</p>
        </Notice>
        <Toast
          toast={{ text: 'BTC removed', action: { text: 'Undo', run: nothing } }}
          onHold={nothing}
          onRelease={nothing}
          onDismiss={nothing}
        />
      </Part>
      <Part name="Nothing there, or broken">
        <Empty
          icon="star"
          title="Nothing here yet"
          text="What will be here, and the first thing to do."
        >
          <Button kind="primary" icon="add">
            Add
          </Button>
        </Empty>
        <div class="ui-frame">
          <Problem
            text={words().failed}
            advice="Check the connection, then try again."
            action={words().retry}
            onRetry={nothing}
          />
        </div>
      </Part>
      <Part name="Steps">
        <StepList
          steps={[
            { text: 'Tap Share.', icon: 'share' },
            { text: 'Choose “Add to Home Screen”.', icon: 'add' },
            { text: 'Tap “Add”.' },
          ]}
        />
      </Part>
    </>
  )
}

import { createSignal, onCleanup } from 'solid-js'
import type { Insight } from '../../engine/insight.ts'
import type { LiveMessage } from '../../engine/live.ts'
import type { TransportName } from '../../engine/plan.ts'

/** How this page looks into the engine, and what it may do to it. */
export function createDiagnosis() {
  const [lookers, setLookers] = createSignal(0)
  const [insight, setInsight] = createSignal<Insight>()
  const [forced, setForced] = createSignal<TransportName>()
  const [life, setLife] = createSignal({ worker: '', restarts: 0 })
  const [host, setHost] = createSignal<'service' | 'dedicated'>()

  return {
    /** For as long as the caller's owner lives, the engine tells what goes on in it, once a second. */
    inspect(): void {
      setLookers((count) => count + 1)
      onCleanup(() => setLookers((count) => count - 1))
    },
    inspects: () => lookers() > 0,
    insight,
    /** The transport that is forced, for as long as the page lives. */
    forced,
    force: (transport: TransportName | undefined) => setForced(() => transport),
    /** How often another life of the worker has taken over, since the page was opened. */
    restarts: () => life().restarts,
    /** Where the engine runs. */
    host,
    apply(messages: readonly LiveMessage[]): void {
      for (const message of messages) {
        if (message.type === 'insight') setInsight(() => message.insight)
        if (message.type !== 'hello') continue
        setHost(message.host)
        // A stream that is held anew says hello again: only another name is another life.
        const { worker } = message
        setLife((last) =>
          last.worker === worker
            ? last
            : { worker, restarts: last.worker === '' ? 0 : last.restarts + 1 },
        )
      }
    },
  }
}

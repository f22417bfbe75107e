import { createMemo, createResource } from 'solid-js'
import { protocolVersion } from '../../../shared/protocol.ts'
import { databaseVersion } from '../../db/schema.ts'
import type { AppState } from '../../state/app-state.ts'
import { createClock } from '../../state/clock.ts'
import { pageVersion, readStorage } from '../../state/connection/surroundings.ts'
import { formatDuration } from '../../state/usage/format.ts'
import { Facts } from '../../ui/facts.tsx'
import { Group } from '../../ui/group.tsx'
import { formatBytes, formatCount } from '../../words/format.ts'
import { diagnosticsWords } from '../../words/late/diagnostics.ts'

const unknown = '–'

/** What has come, since this life of the worker began. */
export function DiagnosticsCounts(props: { app: AppState }) {
  const said = () => diagnosticsWords()
  const facts = createMemo(() => {
    const insight = props.app.diagnosis.insight()
    const count = (value: number | undefined) =>
      value === undefined ? unknown : formatCount(value)
    const all = insight && Object.values(insight.usage.uses)
    const messages = all?.reduce((sum, { messages }) => sum + messages, 0)
    return [
      { name: said().frames, value: count(insight?.counts.frames) },
      { name: said().changes, value: count(insight?.counts.changes) },
      { name: said().merged, value: count(insight?.counts.merged) },
      { name: said().gaps, value: count(insight?.counts.gaps) },
      { name: said().messages, value: count(messages) },
      {
        name: said().asked,
        value: insight ? said().askedCount(count(insight.asked.length)) : unknown,
      },
    ]
  })
  return (
    <Group title={said().counts}>
      <Facts facts={facts()} />
    </Group>
  )
}

/** Who runs the engine, what it keeps, and of which version everything is. */
export function DiagnosticsWorker(props: { app: AppState }) {
  const said = () => diagnosticsWords()
  const now = createClock(() => true)
  const [storage] = createResource(readStorage)
  const facts = createMemo(() => {
    const { host, restarts, insight } = props.app.diagnosis
    const [where, since, kept] = [host(), insight()?.since, insight()?.keeping]
    const room = storage.latest
    return [
      { name: said().host, value: where ? said().hosts[where] : unknown },
      { name: said().running, value: since ? formatDuration(now() - since) : unknown },
      { name: said().restarts, value: formatCount(restarts()) },
      { name: said().keeping, value: kept ? said().keepings[kept] : unknown },
      {
        name: said().storage,
        value: room ? said().storageOf(formatBytes(room.used), formatBytes(room.quota)) : unknown,
      },
      { name: said().workerVersion, value: props.app.market.worker()?.version ?? unknown },
      { name: said().pageVersion, value: pageVersion },
      { name: said().protocol, value: String(protocolVersion) },
      { name: said().database, value: String(databaseVersion) },
    ]
  })
  return (
    <Group title={said().worker}>
      <Facts facts={facts()} />
    </Group>
  )
}

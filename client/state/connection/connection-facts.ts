import type { LiveStatus } from '../../engine/live.ts'
import { formatAge, formatSpan } from '../../words/format.ts'
import { statusWords } from '../../words/late/status.ts'
import { words } from '../../words/words.ts'
import { latencyText } from './status-words.ts'

/** What is told of the connection wherever it is explained, a line each; a page takes what it has room for. */
export function connectionFacts(status: LiveStatus | undefined, now: number) {
  const names = statusWords().facts
  const { heardAt, latencyMs, unknown = [], plan } = status ?? {}
  return {
    phase: { name: names.phase, value: status ? words().phase[status.phase.name] : names.unknown },
    cadence: {
      name: names.cadence,
      value: plan?.intervalMs ? statusWords().every(formatSpan(plan.intervalMs)) : '–',
    },
    latency: {
      name: names.latency,
      value: latencyMs === undefined ? '–' : latencyText(latencyMs),
    },
    heard: {
      name: names.heard,
      value: heardAt === undefined ? names.never : names.ago(formatAge(now - heardAt)),
    },
    market: { name: names.market, value: statusWords().market[status?.market ?? 'connecting'] },
    /** None where every symbol is known. */
    unknown:
      unknown.length === 0 ? [] : [{ name: names.unknownSymbols, value: unknown.join(', ') }],
  }
}

/** Why prices come as they do. */
export function planReason(status: LiveStatus | undefined): string {
  const reason = status?.plan.reason
  return reason ? statusWords().reason[reason] : statusWords().facts.unknown
}

import { protocolVersion } from '../../../shared/protocol.ts'
import { databaseVersion } from '../../db/schema.ts'
import type { PageConditions } from '../../engine/conditions.ts'
import { quantile } from '../../engine/histogram.ts'
import type { Insight } from '../../engine/insight.ts'
import type { LiveStatus, Transition } from '../../engine/live.ts'

/** What the report is made from; nothing of what a user owns is among it. */
export interface Findings {
  at: number
  status: LiveStatus | undefined
  conditions: PageConditions
  insight: Insight | undefined
  host: 'service' | 'dedicated' | undefined
  restarts: number
  workerVersion: string | undefined
  pageVersion: string
  userAgent: string
  timeZone: string
  storage: StorageState | undefined
  transitions: readonly Transition[]
}

/** What the browser says of the room that there is; absent where it doesn't. */
export interface StorageState {
  used: number
  quota: number
  lasting: boolean
}

/** All of it, for a program. Keys are ours and in English: whoever reads it looks for a fault. */
export function makeReport(findings: Findings) {
  const { at, insight, transitions, ...rest } = findings
  const { latency, ...counts } = insight?.counts ?? {}
  return {
    report: 'ebb.diagnostics.1',
    at: new Date(at).toISOString(),
    protocol: protocolVersion,
    database: databaseVersion,
    ...rest,
    since: insight && new Date(insight.since).toISOString(),
    keeping: insight?.keeping,
    asked: insight?.asked,
    counts,
    latencyMs: latency && {
      p50: rounded(quantile(latency, 0.5)),
      p90: rounded(quantile(latency, 0.9)),
      p99: rounded(quantile(latency, 0.99)),
      histogram: latency,
    },
    usage: insight?.usage,
    transitions,
  }
}

export type Report = ReturnType<typeof makeReport>

/** All of it, for a person and a message: a line each. */
export function reportText({ transitions, latencyMs, ...rest }: Report): string {
  const { histogram: _, ...latency } = latencyMs ?? { histogram: undefined }
  const lines = Object.entries({ ...rest, latencyMs: latency }).map(
    ([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  const story = transitions.map(({ at, from, to, transport, intervalMs, reason }) =>
    [
      new Date(at).toISOString(),
      `${from} > ${to}`,
      `${transport} ${intervalMs} ms`,
      JSON.stringify(reason),
    ].join('  '),
  )
  return [...lines, '', `transitions: ${transitions.length}`, ...story, ''].join('\n')
}

function rounded(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : Math.round(ms * 10) / 10
}

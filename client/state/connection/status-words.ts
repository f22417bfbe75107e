import type { LiveStatus } from '../../engine/live.ts'
import { formatAge, formatSpan } from '../../words/format.ts'
import { words } from '../../words/words.ts'

/** How the badge's dot looks: well, slower than it could be, at work, or not there. */
export type Health = 'live' | 'calm' | 'trying' | 'down'

export function healthOf(status: LiveStatus | undefined): Health {
  if (isBeginning(status)) return 'trying'
  switch (status?.phase.name) {
    case 'live':
      return 'live'
    case 'resting':
    case 'idle':
      return 'calm'
    case 'offline':
      return 'down'
    default:
      return 'trying'
  }
}

/** The badge in one line: `Live · WebSocket · 250 ms · 12 ms`. */
export function badgeText(status: LiveStatus | undefined): string {
  if (!status || isBeginning(status)) return words().connecting
  const { phase, plan, latencyMs } = status
  switch (phase.name) {
    case 'live':
    case 'resting': {
      const parts = [words().phase[phase.name]]
      if (phase.name === 'live') parts.push(words().transport[phase.transport])
      if (plan.intervalMs > 0) parts.push(formatSpan(plan.intervalMs))
      if (latencyMs !== undefined && phase.name === 'live') parts.push(latencyText(latencyMs))
      return parts.join(' · ')
    }
    case 'connecting':
      return `${words().phase.connecting} · ${words().transport[phase.transport]}`
    case 'waiting':
    case 'offline':
      return words().phase[phase.name]
    case 'idle':
      return plan.reason === 'mode-paused' ? words().paused : words().phase.idle
  }
}

/** An engine that has just been born knows of no page yet, and says so to the page that called it. */
function isBeginning(status: LiveStatus | undefined): boolean {
  return status?.phase.name === 'idle' && status.plan.reason === 'no-page'
}

export function latencyText(ms: number): string {
  return words().milliseconds(Math.max(0, Math.round(ms)))
}

/** The banner's sentence; `knownAt` is when the newest price shown was known to be true. */
export function bannerText(
  status: LiveStatus | undefined,
  { knownAt, now }: { knownAt: number | undefined; now: number },
): string {
  const age = knownAt === undefined ? undefined : formatAge(now - knownAt)
  if (status?.phase.name === 'offline') {
    return age === undefined ? words().offline : words().offlineSince(age)
  }
  return age === undefined ? words().connectingStill : words().reconnectingSince(age)
}

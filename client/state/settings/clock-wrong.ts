import type { LiveStatus } from '../../engine/live.ts'

/** Less than that harms nobody: ages are told in minutes by then, and networks are slow at times. */
const muchMs = 2 * 60_000
/** Nobody can set a clock more finely, and a message's way is in the difference. */
const minuteMs = 60_000

/** By how much the device's clock is wrong, in whole minutes, where that must be told. */
export function clockWrong(
  status: LiveStatus | undefined,
): { way: 'behind' | 'ahead'; ms: number } | undefined {
  const ahead = status?.clockAheadMs
  if (ahead === undefined || Math.abs(ahead) < muchMs) return undefined
  return {
    way: ahead > 0 ? 'behind' : 'ahead',
    ms: Math.round(Math.abs(ahead) / minuteMs) * minuteMs,
  }
}

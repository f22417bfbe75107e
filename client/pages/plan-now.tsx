import type { LiveStatus } from '../engine/live.ts'
import { planReason } from '../state/connection/connection-facts.ts'
import { badgeText, healthOf } from '../state/connection/status-words.ts'
import { Dot } from '../ui/badge.tsx'

/** The plan at present, and why it is so. */
export function PlanNow(props: { status: LiveStatus | undefined }) {
  return (
    <div class="plan-now">
      <p class="plan-state">
        <Dot health={healthOf(props.status)} />
        {badgeText(props.status)}
      </p>
      <p>{planReason(props.status)}</p>
    </div>
  )
}

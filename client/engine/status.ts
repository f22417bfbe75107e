import type { Core } from './core.ts'
import type { Life } from './lifecycle.ts'
import type { LiveStatus } from './live.ts'

const unheard = { latencyMs: undefined, clockAheadMs: undefined, heardAt: undefined }

/** How things stand, for pages; `core` is absent until it is known what was saved. */
export function statusOf({ phase, plan }: Life, core: Core | undefined): LiveStatus {
  const about = core?.session.about() ?? { market: 'connecting', simulated: false, unknown: [] }
  const timing = core?.upstream.timing() ?? unheard
  return { phase, plan, ...about, cursor: core?.session.cursor(), ...timing }
}

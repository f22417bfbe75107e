import { createMemo } from 'solid-js'
import { createMedia } from '../media.ts'

/**
 * How what is known of an instrument lies about its chart: `side`, in a column beside it; `below`, under
 * it; `tabs`, one at a time, where the chart needs all the room there is.
 */
export type InstrumentLayout = 'side' | 'below' | 'tabs'

const roomBeside = '(min-width: 1180px) and (min-height: 560px)'
const roomBelow = '(min-width: 760px) and (min-height: 940px)'

export function createInstrumentLayout(): () => InstrumentLayout {
  const beside = createMedia(roomBeside)
  const below = createMedia(roomBelow)
  return createMemo(() => (beside() ? 'side' : below() ? 'below' : 'tabs'))
}

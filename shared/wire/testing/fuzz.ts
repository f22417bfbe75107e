import { createFrameDecoder } from '../decoder.ts'
import { createFrameEncoder } from '../encoder.ts'
import { field, rowLength } from '../format.ts'
import { makeStanding, type Standing } from '../standing.ts'
import { copyStanding } from './copy-standing.ts'
import { createMarket, createRandom } from './market.ts'
import { mutate } from './mutate.ts'

/** What came of frames that were broken on their way. */
export interface Fuzzed {
  frames: number
  /** Refused, and the state as it was. */
  refused: number
  /** Read, and what came of it is what the server sent. */
  harmless: number
  /** Read, and the state is one that no server sent. */
  undetected: number
}

const each = 50
const epoch = 'm3k9x2a'

/** Feeds so many broken frames to one client, whose state goes on with the whole ones in between. */
export function fuzz({ seed, frames }: { seed: number; frames: number }): Fuzzed {
  const random = createRandom(seed)
  const now = 1_700_000_000_000
  const market = createMarket({ count: 16, now, price: (index) => 10 ** (1 + (index % 7)) })
  const indexes = market.changes.map(({ index }) => index)
  const detail = new Set([3])
  const encoder = createFrameEncoder()
  const decoder = createFrameDecoder()
  const server = makeStanding({ epoch, indexes })
  const client = makeStanding({ epoch, indexes })
  const fuzzed: Fuzzed = { frames: 0, refused: 0, harmless: 0, undetected: 0 }
  let other = encoder.absolute(market.frame(undefined, now), detail).slice()
  encoder.begin(server, market.frame(undefined, now), detail)
  if (decoder.read(other, client) === undefined) throw new Error('The first snapshot is not read.')

  for (let n = 1; fuzzed.frames < frames; n++) {
    const at = now + n * 100
    const from = market.sequence()
    const share = 1 + random(4)
    market.step({ now: at, chosen: () => random(share) === 0, move: () => random(41) - 20 })
    const frame = market.frame(from, at)
    if (frame.changes.length === 0) continue
    // Whoever was skipped gets an absolute one, which stands for itself and so lacks one guard.
    const absolute = encoder.absolute(frame, detail).slice()
    const bytes = encoder.next(server, frame, detail)?.slice()
    if (bytes === undefined) throw new Error('The encoder has lost its standing.')
    const before = figuresOf(client)
    for (let i = 0; i < each; i++) {
      const whole = i % 4 === 0 ? absolute : bytes
      const read = decoder.read(mutate(whole, { other, random }), client)
      fuzzed.frames += 1
      if (read === undefined) {
        if (i === 0 && figuresOf(client) !== before) throw new Error('A refused frame was applied.')
        fuzzed.refused += 1
        continue
      }
      if (figuresOf(client) === figuresOf(server)) fuzzed.harmless += 1
      else fuzzed.undetected += 1
      copyStanding(server, client)
      break
    }
    if (client.sequence !== server.sequence && decoder.read(bytes, client) === undefined) {
      throw new Error('A whole frame was refused.')
    }
    other = bytes
  }
  return fuzzed
}

/** What has to agree: the times of rows without detail don't. */
function figuresOf({ sequence, sentAt, digest, figures }: Standing): string {
  const told = figures.filter((_, at) => at % rowLength !== field.time)
  return `${sequence} ${sentAt} ${digest} ${told}`
}

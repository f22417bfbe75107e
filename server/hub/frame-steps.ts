import type { Frame } from '../../shared/frame.ts'
import type { FrameEncoder } from '../../shared/wire/encoder.ts'
import { makeStanding } from '../../shared/wire/standing.ts'
import type { Steps } from './output.ts'

/** Frames of bits against the last one. `wrap` makes messages of them, as the bytes are used again. */
export function frameSteps(
  encoder: FrameEncoder,
  wrap: (coded: Uint8Array, frame: Frame) => Uint8Array,
): Steps {
  return {
    begin(known, { indexes, context: { detail } }) {
      const standing = makeStanding({ epoch: known.epoch, indexes })
      encoder.begin(standing, known, detail)
      return {
        next(frame) {
          const coded = encoder.next(standing, frame, detail)
          return coded && wrap(coded, frame)
        },
      }
    },
  }
}

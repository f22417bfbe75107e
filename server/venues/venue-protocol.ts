import type { Instrument } from '../../shared/instrument.ts'
import type { VenueEvent } from './event.ts'
import type { Dialogue } from './subscriptions.ts'

/** What an adapter brings to the supervised socket. */
export interface VenueProtocol {
  /** Asked for each connection anew. */
  url(): string
  /** Those to be heard of; asked for each connection anew, and when they changed. */
  instruments(): readonly Instrument[]
  /** What a text frame says. Pure, never throws. */
  parse(text: string, receivedAt: number): readonly VenueEvent[]
  /** For venues that don't take it all in the URL. */
  dialogue?: Dialogue | undefined
  keepAlive?: KeepAlive | undefined
  /** The venue allows one connection: the old one is gone before its successor is dialled. */
  exclusive?: boolean | undefined
  /** Whether the market is closed or thin, so that no figure need come; `now` is the wall clock. */
  isQuiet?: ((now: number) => boolean) | undefined
}

/** A message that a venue wants every so often, where pongs (answered by `ws`) aren't enough. */
export interface KeepAlive {
  everyMs: number
  message: string
}

/** What a tab does where the app is reset. */
export interface Resettable {
  /** Ends what would write again: the page's hold on the engine. */
  letGo(): void
  /** Opens the app as if for the first time. */
  startOver(): void
}

/** From the tab that resets to the others. */
export const resetChannel = 'ebb-reset'
export type ResetWord = 'begun' | 'done'

/** Does in this tab what another one's reset asks for. Returns what ends it. */
export function followReset({ letGo, startOver }: Resettable): () => void {
  if (typeof BroadcastChannel === 'undefined') return () => {}
  const channel = new BroadcastChannel(resetChannel)
  channel.onmessage = ({ data }: MessageEvent<ResetWord>) => {
    if (data === 'begun') letGo()
    else startOver()
  }
  return () => channel.close()
}

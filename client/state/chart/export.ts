import { saveFile } from '../save-file.ts'

/** A name that every file system takes: `KRAKEN:BTC/USD` and `5m` make `KRAKEN-BTC-USD-5m.csv`. */
export function fileName(parts: readonly string[], ending: string): string {
  return `${parts.join('-').replaceAll(/[^\p{L}\p{N}._]+/gu, '-')}.${ending}`
}

/**
 * Hands a file over: to another app where the device shares files and is held in the hand, else as a
 * download. Resolves to whether the person took it as a download, which deserves a word.
 */
export async function offer(file: File): Promise<'saved' | 'shared' | 'declined'> {
  const isInHand = matchMedia('(pointer: coarse)').matches
  if (!isInHand || !navigator.canShare?.({ files: [file] })) {
    return (await saveFile(file)) ? 'saved' : 'declined'
  }
  try {
    await navigator.share({ files: [file] })
    return 'shared'
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return 'declined'
    // The tap was too long ago for sharing, or no app takes it: a download needs neither.
    return (await saveFile(file)) ? 'saved' : 'declined'
  }
}

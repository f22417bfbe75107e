/** What is heard: the connection is lost, or it is back; an alert has fired. */
export type Sound = 'lost' | 'back' | 'alert'

/** In hertz, one after the other: down for what goes, up for what comes. */
const notes: Record<Sound, readonly number[]> = {
  lost: [660, 440],
  back: [523, 784],
  alert: [784, 988, 1175, 988],
}
const noteSeconds = 0.12
/** Below a sine's full height, so that the loudest is not a fright. */
const loudest = 0.3
/** A device that hasn't begun by then isn't allowed to. */
const wakeMs = 500

/**
 * A few short notes by WebAudio, so that there is nothing to load. Browsers let a page be heard only
 * after it was touched: `unlock` is called then. Between two sounds the device's audio rests.
 */
export function makeTones() {
  let context: AudioContext | undefined
  let resting: ReturnType<typeof setTimeout> | undefined

  async function wake(): Promise<AudioContext | undefined> {
    if (typeof AudioContext === 'undefined') return undefined
    context ??= new AudioContext()
    clearTimeout(resting)
    // Before anybody has touched the page a browser refuses, or waits until they do, which is too late.
    await Promise.race([context.resume().catch(() => {}), passed(wakeMs)])
    return context.state === 'running' ? context : undefined
  }

  function restAfter(seconds: number): void {
    clearTimeout(resting)
    resting = setTimeout(() => void context?.suspend().catch(() => {}), seconds * 1_000)
  }

  return {
    async unlock(): Promise<void> {
      if (await wake()) restAfter(0)
    },
    /** `volume` is 0 to 1. Resolves to whether it can be heard. */
    async play(sound: Sound, volume: number): Promise<boolean> {
      const awake = await wake()
      if (awake === undefined) return false
      const { currentTime, destination } = awake
      notes[sound].forEach((hertz, index) => {
        const from = currentTime + index * noteSeconds
        const note = new OscillatorNode(awake, { frequency: hertz })
        const envelope = new GainNode(awake, { gain: 0 })
        note.connect(envelope).connect(destination)
        // Neither begins nor ends at once, which would click. By the square, as ears hear loudness.
        envelope.gain.setValueAtTime(0, from)
        envelope.gain.linearRampToValueAtTime(loudest * volume ** 2, from + 0.01)
        envelope.gain.linearRampToValueAtTime(0, from + noteSeconds)
        note.start(from)
        note.stop(from + noteSeconds)
      })
      restAfter(notes[sound].length * noteSeconds + 0.2)
      return true
    },
    stop(): void {
      clearTimeout(resting)
      void context?.close().catch(() => {})
      context = undefined
    },
  }
}

function passed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

export type Tones = ReturnType<typeof makeTones>

import { createSignal } from 'solid-js'
import type { Settings } from '../../db/settings.ts'
import { type Finding, parseFinding, unique } from './finding.ts'

const key = 'recent-instruments'
/** Some more than are shown: offline they are found too. */
const kept = 24

/**
 * The instruments that were chosen of late, the newest first; they outlive the page where the device
 * keeps anything.
 */
export function createRecent(settings: Settings) {
  const [all, setAll] = createSignal<readonly Finding[]>([])

  async function load(): Promise<void> {
    const value = await settings.get(key).catch(() => undefined)
    if (!Array.isArray(value)) return
    const found = value.flatMap((each) => parseFinding(each) ?? [])
    setAll((chosen) => unique([...chosen, ...found]).slice(0, kept))
  }
  void load()

  return {
    all,
    add(finding: Finding): void {
      const next = unique([finding, ...all()]).slice(0, kept)
      setAll(next)
      // A full device, or one that keeps nothing: they last as long as the page.
      settings.set(key, next).catch(() => {})
    },
  }
}

export type Recent = ReturnType<typeof createRecent>

import { createRadio, type Packet, type Radio } from '../../shared/radio.ts'
import { profilesOf, type RadioKind, radioProfiles } from '../../shared/radio-profiles.ts'
import type { Usage } from './usage.ts'

/** The device's radio as each profile of its kind models it. */
export interface Radios {
  /** From now on the device is on this kind of radio. */
  use(kind: RadioKind): void
  /** When the newest packet passed that another worker saw, epoch ms. */
  awakeSince(at: number): void
  /** Adds a packet's joules, and its wake-up where it found the radio asleep. */
  carry(packet: Packet, usage: Usage): void
}

export function createRadios(): Radios {
  let kind: RadioKind = 'wifi'
  let radios = make(kind)
  let carried = false
  /** Before the first packet: since when it may be awake. */
  let since: number | undefined

  return {
    use(next) {
      if (next === kind) return
      kind = next
      radios = make(kind, carried ? undefined : since)
    },
    awakeSince(at) {
      if (carried || at === 0) return
      since = at
      radios = make(kind, since)
    },
    carry(packet, usage) {
      carried = true
      for (const [index, { name, radio }] of radios.entries()) {
        const { promotion, active, tail, woke } = radio.carry(packet)
        usage.joules[name] = (usage.joules[name] ?? 0) + promotion + active + tail
        // Profiles differ in their tails: wake-ups are counted by the first of them.
        if (woke && index === 0) usage.wakeUps += 1
      }
    },
  }
}

function make(kind: RadioKind, awakeSince?: number) {
  return profilesOf[kind].map((name): { name: typeof name; radio: Radio } => ({
    name,
    radio: createRadio(radioProfiles[name], awakeSince),
  }))
}

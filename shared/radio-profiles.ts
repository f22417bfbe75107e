/** What the device's radio is: its cost has a different shape on each. */
export type RadioKind = 'cellular' | 'wifi'

/**
 * One radio's parameters. Powers are watts over a phone whose radio is off, screen and processor left
 * out; times are seconds.
 */
export interface RadioProfile {
  kind: RadioKind
  /** From sleep to the first byte. */
  promotion: { s: number; w: number }
  /** While bytes move; `leastS` for the smallest of packets, and so much on top for each Mbit. */
  active: { w: number; leastS: number; jPerMbitDown: number; jPerMbitUp: number }
  /** After the last byte, until it sleeps. */
  tail: { s: number; w: number }
  /** Within so long after the last byte, a radio that sleeps comes back without a promotion. */
  promptS: number
  /** Asleep: looking for calls once in a while. */
  idleW: number
}

/*
 * Parameters and their sources. [file]: read in a machine-readable published source. [recalled]: known
 * from the paper, not confirmed in a file. [assumed]: published nowhere that we know of.
 *
 * lte-2012    AT&T Video Optimizer `lte.conf` [file]: promotion 0.26 s at 1.21 W; 1.2 W and 51.97 mW per
 *             Mbit/s down, 438.39 up; tail 10 s at 1.06 W with bursts of 2 ms at 1.68 W every 40 ms,
 *             which is 1.091 W on average; paging 43 ms every 1.28 s at 0.594 W. A packet holds it
 *             active for 0.1 s, the inactivity timer before the tail (Huang et al., MobiSys 2012)
 *             [recalled].
 * 4g-*, 5g-*  "A Variegated Look at 5G in the Wild", SIGCOMM 2021: how long tails last from its
 *             artifact [file], their power [recalled]. The power while bytes move is taken to be the
 *             tail's, promotion (but mmWave's 0.3 s and 1.65 s of switching) and paging to be those of
 *             lte-2012 [assumed]: so these are lower bounds for whoever moves much.
 * wifi        AT&T Video Optimizer `WiFi.conf` [file]: active and tail 0.403 W, tail 0.25 s, standby
 *             0.02 W. A packet takes 20 ms [assumed].
 * wifi-2012   The same with the tail of Huang et al.: 238 ms at 119 mW [recalled].
 */
const paging = (0.043 / 1.28) * 0.594
const lteTail = 1.06 + (2 / 40) * (1.68 - 1.06)
const ltePromotion = { s: 0.26, w: 1.21 }
const noMore = { jPerMbitDown: 0, jPerMbitUp: 0 }

function measured2021(tail: { s: number; w: number }): RadioProfile {
  return {
    kind: 'cellular',
    promotion: ltePromotion,
    active: { w: tail.w, leastS: 0.02, ...noMore },
    tail,
    promptS: 0,
    idleW: paging,
  }
}

const wifi: RadioProfile = {
  kind: 'wifi',
  promotion: { s: 0, w: 0 },
  active: { w: 0.403, leastS: 0.02, ...noMore },
  tail: { s: 0.25, w: 0.403 },
  promptS: 0,
  idleW: 0.02,
}

export const radioProfiles = {
  'lte-2012': {
    kind: 'cellular',
    promotion: ltePromotion,
    active: { w: 1.2, leastS: 0.1, jPerMbitDown: 0.05197, jPerMbitUp: 0.43839 },
    tail: { s: 10, w: lteTail },
    promptS: 0,
    idleW: paging,
  },
  '4g-t-mobile-2021': measured2021({ s: 5, w: 0.066 }),
  '4g-verizon-2021': measured2021({ s: 10, w: 0.178 }),
  '5g-nsa-low-band-2021': measured2021({ s: 10.2, w: 0.2545 }),
  // Then RRC_INACTIVE up to 15 s: asleep, but back without a promotion.
  '5g-sa-low-band-2021': { ...measured2021({ s: 10.2, w: 0.593 }), promptS: 15 },
  '5g-mmwave-2021': {
    ...measured2021({ s: 11.2, w: 1.092 }),
    promotion: { s: 0.3 + 1.65, w: 1.092 },
  },
  wifi,
  'wifi-2012': { ...wifi, tail: { s: 0.238, w: 0.119 } },
} satisfies Record<string, RadioProfile>

export type RadioProfileName = keyof typeof radioProfiles

/** The profiles of one kind of radio; the first is the one that wake-ups are counted by. */
export const profilesOf: Record<RadioKind, readonly RadioProfileName[]> = {
  cellular: [
    'lte-2012',
    '4g-t-mobile-2021',
    '4g-verizon-2021',
    '5g-nsa-low-band-2021',
    '5g-sa-low-band-2021',
    '5g-mmwave-2021',
  ],
  wifi: ['wifi', 'wifi-2012'],
}

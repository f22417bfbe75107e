/** Breaks a frame in one of the ways that wires and middlemen have; never gives back one that is whole. */
export function mutate(
  bytes: Uint8Array,
  { other, random }: { other: Uint8Array; random: (below: number) => number },
): Uint8Array {
  for (;;) {
    const broken = mutateOnce(bytes, { other, random })
    if (!isSame(broken, bytes) && !isSame(broken, other)) return broken
  }
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}

function mutateOnce(
  bytes: Uint8Array,
  { other, random }: { other: Uint8Array; random: (below: number) => number },
): Uint8Array {
  const broken = bytes.slice()
  const at = random(broken.length)
  switch (random(8)) {
    case 0:
      broken[at] = (broken[at] ?? 0) ^ (1 << random(8))
      return broken
    case 1:
      for (let i = 2 + random(6); i > 0; i--) {
        const place = random(broken.length)
        broken[place] = (broken[place] ?? 0) ^ (1 << random(8))
      }
      return broken
    case 2:
      broken[at] = random(256)
      return broken
    case 3:
      return broken.subarray(0, at)
    case 4:
      return Uint8Array.from([
        ...broken,
        ...Array.from({ length: 1 + random(8) }, () => random(256)),
      ])
    case 5:
      return Uint8Array.from([...broken.subarray(0, at), ...other.subarray(at)])
    case 6:
      for (let i = at; i < Math.min(broken.length, at + 8); i++) broken[i] = random(256)
      return broken
    default:
      return Uint8Array.from({ length: 5 + random(60) }, () => random(256))
  }
}

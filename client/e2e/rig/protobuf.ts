/**
 * As much of Protocol Buffers' wire format as Google's messaging needs:
 * https://protobuf.dev/programming-guides/encoding/
 */

export function varint(value: number | bigint): Buffer {
  const bytes: number[] = []
  let rest = BigInt(value)
  do {
    const byte = Number(rest & 127n)
    rest >>= 7n
    bytes.push(rest === 0n ? byte : byte | 128)
  } while (rest !== 0n)
  return Buffer.from(bytes)
}

export function numberField(field: number, value: number | bigint): Buffer {
  return Buffer.concat([varint(field << 3), varint(value)])
}

export function fixed64Field(field: number, value: bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(value)
  return Buffer.concat([varint((field << 3) | 1), bytes])
}

export function bytesField(field: number, value: string | Buffer): Buffer {
  const bytes = Buffer.from(value)
  return Buffer.concat([varint((field << 3) | 2), varint(bytes.length), bytes])
}

/** The number at `offset`, and where what follows it begins; `undefined` while it isn't whole. */
export function readVarint(
  bytes: Buffer,
  offset: number,
): { value: number; next: number } | undefined {
  let value = 0
  for (let next = offset, shift = 0; next < bytes.length; next++, shift += 7) {
    const byte = bytes[next] ?? 0
    value |= (byte & 127) << shift
    if (byte < 128) return { value, next: next + 1 }
  }
  return undefined
}

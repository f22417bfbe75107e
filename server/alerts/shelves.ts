/**
 * Texts out of the collector's sight: it goes through every page of its heap at each scavenge, and a
 * million rules as objects took it 8 ms. Bytes here are as many as the text has, rounded up.
 */
export interface Shelves {
  /** Returns where it is, until `remove`. */
  put(text: string): number
  get(place: number): string
  remove(place: number): void
}

const stepBytes = 32
const boxBytes = 64 * 1_024
/** Before a text: how long it is. */
const headBytes = 4
/** A place is the number of a slot among those of its width, and the width in steps. */
const widths = 65_536

/** Slots of one width, box by box. */
interface Shelf {
  boxes: Buffer[]
  free: number[]
  used: number
}

export function makeShelves(): Shelves {
  const shelves = new Map<number, Shelf>()

  function shelfOf(width: number): Shelf {
    const known = shelves.get(width)
    if (known !== undefined) return known
    const made = { boxes: [], free: [], used: 0 }
    shelves.set(width, made)
    return made
  }

  function slotOf(place: number): { box: Buffer; at: number } {
    const width = place % widths
    const { perBox, bytes } = measure(width)
    const slot = (place - width) / widths
    const box = shelves.get(width)?.boxes[Math.floor(slot / perBox)]
    if (box === undefined) throw new RangeError(`Nothing is kept at ${place}.`)
    return { box, at: (slot % perBox) * bytes }
  }

  return {
    put(text) {
      const length = Buffer.byteLength(text)
      const width = Math.ceil((headBytes + length) / stepBytes)
      if (width >= widths) throw new RangeError(`A text of ${length} bytes is too long to be kept.`)
      const shelf = shelfOf(width)
      const slot = shelf.free.pop() ?? shelf.used++
      const { perBox, bytes } = measure(width)
      if (slot >= shelf.boxes.length * perBox) {
        shelf.boxes.push(Buffer.allocUnsafeSlow(perBox * bytes))
      }
      const place = slot * widths + width
      const { box, at } = slotOf(place)
      box.writeUInt32LE(length, at)
      box.write(text, at + headBytes, length, 'utf8')
      return place
    },
    get(place) {
      const { box, at } = slotOf(place)
      const from = at + headBytes
      return box.toString('utf8', from, from + box.readUInt32LE(at))
    },
    remove(place) {
      const width = place % widths
      shelves.get(width)?.free.push((place - width) / widths)
    },
  }
}

function measure(width: number): { perBox: number; bytes: number } {
  const bytes = width * stepBytes
  return { perBox: Math.max(1, Math.floor(boxBytes / bytes)), bytes }
}

/** The page's frames, shared by all that changes or paints what is shown. */
export interface Frames {
  /** Calls once in the next frame, before anything is painted. Returns what calls it off. */
  update(run: () => void): () => void
  /** Calls once after the updates of a frame: of the one that is being made, else of the next. */
  paint(run: () => void): () => void
}

/**
 * One callback a frame: first the updates, then the paints that they ask for. A canvas that asked
 * for a frame of its own would be painted one later, and tell another price than the text beside it.
 */
export function makeFrames(): Frames {
  const updates = new Set<() => void>()
  const paints = new Set<() => void>()
  let frame = 0
  let updating = false

  function make(): void {
    frame = 0
    updating = true
    try {
      for (const update of takeAll(updates)) update()
    } finally {
      updating = false
      for (const paint of takeAll(paints)) paint()
      if (updates.size > 0 && frame === 0) frame = requestAnimationFrame(make)
    }
  }

  function add(to: Set<() => void>, run: () => void): () => void {
    to.add(run)
    if (frame === 0 && !updating) frame = requestAnimationFrame(make)
    return () => {
      to.delete(run)
      if (updates.size + paints.size > 0) return
      cancelAnimationFrame(frame)
      frame = 0
    }
  }

  return {
    update: (run) => add(updates, run),
    paint: (run) => add(paints, run),
  }
}

function takeAll(runs: Set<() => void>): (() => void)[] {
  const taken = [...runs]
  runs.clear()
  return taken
}

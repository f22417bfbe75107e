/** What a server under measurement serves: its first argument, as JSON. */
export interface Task {
  symbols: string[]
  /** Changes of each instrument. */
  perSecond: number
  windowMs: number
  /** Ebb alone: in its own words, or with the same JSON as the others. */
  payload: 'own' | 'plain'
}

export interface Listening {
  port: number
}

export function readTask(): Task {
  return JSON.parse(process.argv[2] ?? '') as Task
}

/** What a server holds after its garbage is gone, whenever it is asked. */
export interface Held {
  heldBytes: number
}

/** Tells the bench the port, and what it holds when it is asked; ends with it. */
export function serveBench(port: number): void {
  process.on('disconnect', () => process.exit(0))
  process.on('message', async () => {
    // What the first collection finds dead may hold more, megabytes after a crowd has come: that goes
    // with the next, once those who wait for its end have been told.
    for (let collection = 0; collection < 3; collection++) {
      globalThis.gc?.()
      await new Promise(setImmediate)
    }
    const { heapUsed, external } = process.memoryUsage()
    process.send?.({ heldBytes: heapUsed + external } satisfies Held)
  })
  process.send?.({ port } satisfies Listening)
}

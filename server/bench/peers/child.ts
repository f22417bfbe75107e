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

/** Tells the bench the port, and ends with it. */
export function serveBench(port: number): void {
  process.on('disconnect', () => process.exit(0))
  process.send?.({ port } satisfies Listening)
}

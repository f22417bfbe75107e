import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { cores, pin } from './machine.ts'

/** How clients come to a server, and what they read: c/load.c. */
export interface LoadOptions {
  port: number
  kind: 'ws' | 'sse' | 'socket.io'
  path: string
  subprotocol?: string
  /** A file with a message a line, which clients say in turns once they are let in. */
  says?: string
  /** Whether messages are JSON that says when each change was due. */
  stamped: boolean
  /** So many clients' messages are kept. */
  samples?: number
  /**
   * Clients look for what has come once in so many microseconds, as a network card's interrupts are
   * moderated. Absent: each message wakes their program, which costs the server's core over loopback,
   * and over a network nobody.
   */
  look?: number
}

export interface Joined {
  letInAfterMs: number
  /** Until each had its first price; where messages aren't stamped, its first message. */
  heardAfterMs: number
  failures: number
}

export interface Counts {
  clients: number
  bytes: number
  messages: number
  changes: number
  closed: number
  leastMessages: number
  mostMessages: number
  /** Since the program began. */
  cpuSeconds: number
  /** Pairs: an age in whole ms, how many changes had it. */
  ages: number[]
}

/** A client that stood still, since it reads again. */
export interface Watched {
  staleBytes: number
  /** Between the oldest and the newest of what was stale when it came. */
  staleMs: number
  /** Below 0: not yet. */
  freshAfterMs: number
  closed: boolean
}

export interface Load {
  join(clients: number): Promise<Joined>
  reset(): Promise<void>
  report(): Promise<Counts>
  dump(file: string): Promise<void>
  /** The clients that came last stop reading. */
  stall(clients: number): Promise<void>
  resume(): Promise<void>
  /** How that went for each of them. */
  watched(): Promise<Watched[]>
  stop(): Promise<void>
}

/** So long a command may take: a server that lets nobody in any more is not waited for. */
const patienceMs = 60_000

/** Starts the clients' program on the bench's core. */
export function startLoad(program: string, options: LoadOptions): Load {
  const { stamped, ...texts } = options
  const given = Object.entries({ ...texts, stamped: stamped ? 1 : 0 })
  const child = spawn(
    program,
    given.map(([key, value]) => `${key}=${value}`),
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  pin(child.pid, cores.bench)
  // A program that has ended is noticed by the answer that doesn't come.
  child.stdin.on('error', () => {})
  const lines = createInterface({ input: child.stdout })

  /** One answer to one command: the caller waits for it before the next. */
  function ask<Answer>(command: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const onEnd = () => settle(() => reject(new Error(`The clients ended at "${command}".`)))
      const onLine = (line: string) => settle(() => resolve(JSON.parse(line) as Answer))
      const timer = setTimeout(() => {
        const seconds = patienceMs / 1_000
        settle(() => reject(new Error(`Within ${seconds} s there was no end of "${command}".`)))
      }, patienceMs)
      const settle = (how: () => void) => {
        clearTimeout(timer)
        lines.off('close', onEnd).off('line', onLine)
        how()
      }
      lines.once('close', onEnd).once('line', onLine)
      child.stdin.write(`${command}\n`)
    })
  }

  return {
    join: (clients) => ask<Joined>(`join ${clients}`),
    reset: () => ask('reset'),
    report: () => ask<Counts>('report'),
    async dump(file) {
      const { written } = await ask<{ written: boolean }>(`dump ${file}`)
      if (!written) throw new Error(`${file} can't be written.`)
    },
    stall: (clients) => ask(`stall ${clients}`),
    resume: () => ask('resume'),
    watched: () => ask<Watched[]>('watched'),
    stop() {
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
      child.stdin.end()
      return child.exitCode === null ? ended : Promise.resolve()
    },
  }
}

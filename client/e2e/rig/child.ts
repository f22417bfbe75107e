import { type ChildProcess, spawn } from 'node:child_process'
import { onTestFinished } from 'vitest'

/** How much of what a child says is kept for the report of a failure. */
const keptChars = 16_000

export interface Child {
  readonly process: ChildProcess
  /** The newest of what it wrote to both of its outputs. */
  said(): string
  /** The first match in what it writes; rejects when it ends or takes too long. */
  says(pattern: RegExp): Promise<RegExpExecArray>
  readonly gone: Promise<void>
  /** Resolves once it is gone. */
  kill(signal: NodeJS.Signals): Promise<void>
}

/** A program that ends with the test at the latest. */
export function startChild(
  path: string,
  { args, env = {}, cwd }: { args: string[]; env?: NodeJS.ProcessEnv; cwd?: string },
): Child {
  const child = spawn(path, args, {
    env: { ...process.env, ...env },
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  const listeners = new Set<() => void>()
  let text = ''
  for (const output of [child.stdout, child.stderr]) {
    output.setEncoding('utf8').on('data', (chunk: string) => {
      text = (text + chunk).slice(-keptChars)
      for (const listener of listeners) listener()
    })
  }

  async function kill(signal: NodeJS.Signals): Promise<void> {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    await gone
  }

  onTestFinished(() => kill('SIGKILL'))
  return {
    process: child,
    gone,
    said: () => text,
    says(pattern) {
      return new Promise((resolve, reject) => {
        const fail = (why: string) => {
          stop()
          reject(new Error(`${path} ${why} before it said ${pattern}. It said: ${text}`))
        }
        const look = () => {
          const match = pattern.exec(text)
          if (match === null) return
          stop()
          resolve(match)
        }
        const timer = setTimeout(fail, 60_000, 'took a minute')
        const stop = () => {
          clearTimeout(timer)
          listeners.delete(look)
        }
        listeners.add(look)
        look()
        void gone.then(() => fail('ended'))
      })
    },
    kill,
  }
}

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeRandom } from '../../venues/random.ts'
import { symbolsOf } from '../market.ts'
import type { Work } from './contenders.ts'

const windowMs = 100
const lookUs = 50

/** 16 instruments, 10 times a second each, to everybody. */
export function sixteen(clients: number, folder: string): Promise<Work> {
  const task = { symbols: symbolsOf(16), perSecond: 10, windowMs }
  const name = `16 instruments × 10/s, ${clients.toLocaleString('en-US')} clients`
  return workOf({ name, clients, task }, folder, [task.symbols])
}

/** The same to clients that nobody has to wake. */
export async function sixteenLooking(clients: number, folder: string): Promise<Work> {
  const work = await sixteen(clients, folder)
  return { ...work, name: `${work.name} that look every ${lookUs} µs`, look: lookUs }
}

export function twoHundred(folder: string): Promise<Work> {
  const task = { symbols: symbolsOf(200), perSecond: 5, windowMs }
  const name = '200 instruments × 5/s, 1,000 clients'
  return workOf({ name, clients: 1_000, task }, folder, [task.symbols])
}

/**
 * 10,000 clients of whom each ten have a list of their own: 16 of 200 instruments. They are drawn at random,
 * because instruments change in turns: of neighbours no news might come in every other window.
 */
export function watchlists(folder: string): Promise<Work> {
  const task = { symbols: symbolsOf(200), perSecond: 5, windowMs }
  const perClient = 16
  const random = makeRandom(1)
  const lists = Array.from({ length: 1_000 }, () => {
    const left = [...task.symbols]
    return Array.from({ length: perClient }, () =>
      left.splice(Math.floor(random.uniform() * left.length), 1),
    ).flat()
  })
  const name = '10,000 clients with 1,000 different watchlists: 16 each of 200 instruments × 5/s'
  return workOf({ name, clients: 10_000, task, perClient }, folder, lists)
}

/** With the messages by which clients of Ebb subscribe, in a file: a list a line. */
async function workOf(
  work: Omit<Work, 'says'>,
  folder: string,
  lists: readonly (readonly string[])[],
): Promise<Work> {
  const says = join(folder, `${work.task.symbols.length}-${lists.length}`)
  const interval_ms = work.task.windowMs
  // Frames tell when a change was due only to those who want all of it.
  const lines = lists.map((symbols) =>
    JSON.stringify({ type: 'subscribe', symbols, detail: symbols, interval_ms }),
  )
  await writeFile(says, `${lines.join('\n')}\n`)
  return { ...work, says }
}

import { Worker } from 'node:worker_threads'
import { expect, it, onTestFinished } from 'vitest'
import { makeSqliteLink } from './sqlite-link.ts'
import { StorageError } from './storage.ts'

/** Opens, and answers nothing else until it is asked to close. */
const mute = `
  const { parentPort } = require('node:worker_threads')
  parentPort.on('message', ({ id, type }) => {
    if (type === 'open' || type === 'close') parentPort.postMessage({ id, type: 'done' })
  })`

const question = { type: 'query', sql: 'select 1', parameters: [] } as const

async function open() {
  const link = makeSqliteLink({
    ...{ file: 'none', busyTimeoutMs: 0, maxBytes: undefined, onStuck: () => {} },
    spawn: () => new Worker(mute, { eval: true }),
  })
  await link.open()
  onTestFinished(() => link.close())
  return link
}

/** Asks so often, and tells how many were refused at once. */
async function refusals(times: number, ask: () => Promise<unknown>): Promise<number> {
  let refused = 0
  for (let i = 0; i < times; i++) {
    ask().catch((error) => {
      if (error instanceof StorageError && error.state === 'locked') refused++
    })
  }
  await new Promise((resolve) => setImmediate(resolve))
  return refused
}

it('refuses what is more than the thread will ever get to', async () => {
  const link = await open()
  expect(await refusals(2_005, () => link.ask(question, 'rows'))).toBe(5)
})

it('refuses it behind a transaction too, but nothing of the transaction itself', async () => {
  const link = await open()
  const transaction = await link.enter()
  expect(await refusals(2_005, () => link.ask(question, 'rows'))).toBe(5)
  expect(await refusals(1, () => transaction.ask(question, 'rows'))).toBe(0)
})

it('lets one transaction in after the other', async () => {
  const link = await open()
  const entered: number[] = []
  let inside = 0
  const all = [0, 1, 2].map(async (number) => {
    const transaction = await link.enter()
    entered.push(number)
    inside++
    await new Promise((resolve) => setImmediate(resolve))
    expect(inside).toBe(1)
    inside--
    transaction.leave()
  })
  await Promise.all(all)
  expect(entered).toEqual([0, 1, 2])
})

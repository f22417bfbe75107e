import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Lets `write` make a file beside its place, and moves it there when it is on disk: a file under its
 * name is a whole one. JavaScript, because the backup script runs it without a build.
 * @param {string} to
 * @param {(unfinished: string) => Promise<void>} write
 */
export async function writeWhole(to, write) {
  const unfinished = `${to}.unfinished`
  await rm(unfinished, { force: true })
  try {
    await write(unfinished)
    await sync(unfinished)
    await rename(unfinished, to)
    await sync(dirname(to))
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

/**
 * What was written is on disk, not only on its way there.
 * @param {string} path
 */
async function sync(path) {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

import { createServer } from 'node:net'

/**
 * Below those that a system gives to whoever asks for any: nobody is given one of these between the
 * moment it was found free and the moment its server listens, or while that server is down.
 */
const lowest = 20_000
const highest = 32_767

/** A port of 127.0.0.1 that nobody listens on. Files that run side by side never find the same. */
export async function freePort(): Promise<number> {
  const workers = 16
  const own = Number(process.env.VITEST_POOL_ID ?? 0) % workers
  for (let tries = 0; tries < 100; tries++) {
    const step = Math.floor((Math.random() * (highest - lowest)) / workers)
    const port = lowest + step * workers + own
    if (await isFree(port)) return port
  }
  throw new Error(`Of a hundred ports between ${lowest} and ${highest} none is free.`)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

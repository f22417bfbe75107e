import { parentPort, workerData } from 'node:worker_threads'

/*
 * Wakes the thread that has started it, as a socket on which something has come in would. A timer of
 * Node's is late by up to two milliseconds, which would be in every figure.
 */

/** @type {{ everyMs: number, asked: Int32Array<SharedArrayBuffer> }} */
const { everyMs, asked } = workerData

const never = new Int32Array(new SharedArrayBuffer(4))
for (;;) {
  Atomics.wait(never, 0, 0, everyMs)
  // Whoever hasn't come to the last one yet isn't asked again.
  if (Atomics.exchange(asked, 0, 1) === 0) parentPort?.postMessage('due')
}

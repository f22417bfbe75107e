import { performance } from 'node:perf_hooks'

/** Tells each time how busy this process has been since it was asked last: 0 to 1, of its one thread. */
export function makeLoad(): () => number {
  let before = performance.eventLoopUtilization()
  return () => {
    const after = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(after, before)
    before = after
    return utilization
  }
}

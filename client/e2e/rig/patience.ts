/**
 * How long a browser is given for what comes by itself, ms, as `expect.poll` is in vite.config.ts. It is
 * longer than the longest of the app's own rules: by half a minute it connects anew or takes a stream
 * for dead.
 */
export const patienceMs = 60_000

import { cpus, release } from 'node:os'

/** What the figures were measured on. */
export function machine(): string {
  const model = cpus()[0]?.model ?? 'unknown processor'
  return `${cpus().length} cores, ${model}; Linux ${release()}; Node ${process.versions.node}`
}

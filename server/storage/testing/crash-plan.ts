/** What the process that is to be killed opens. */
export type Target = { engine: 'sqlite'; file: string } | { engine: 'postgres'; url: string }

/** Candles in each of its batches; the n-th holds those from n × batchSize. */
export const batchSize = 50

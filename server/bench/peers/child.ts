/** What a server under measurement tells the bench that started it, and is asked by it. */
export type ToBench =
  | { type: 'listening'; port: number }
  | { type: 'usage'; cpuMicros: number; residentBytes: number }
export type ToServer = { type: 'usage' } | { type: 'stop' }

/** Tells the bench the port, and from then on its use of CPU and memory whenever it asks. */
export function serveBench(port: number): void {
  const tell = (message: ToBench) => process.send?.(message)
  process.on('message', (message: ToServer) => {
    if (message.type === 'stop') process.exit(0)
    const { user, system } = process.cpuUsage()
    tell({ type: 'usage', cpuMicros: user + system, residentBytes: process.memoryUsage.rss() })
  })
  process.on('disconnect', () => process.exit(0))
  tell({ type: 'listening', port })
}

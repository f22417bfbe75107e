import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** Somebody's webhook: it takes every call, and tells which it has had. */
export interface Webhook {
  readonly url: string
  /** For the server's environment: it calls nobody in its own network without it. */
  readonly environment: Record<string, string>
  /** The alert of each notification by its id; how often one was called about is left out. */
  told(): ReadonlyMap<string, string>
  calls(): number
}

/** One that ends with the test. */
export async function startWebhook(): Promise<Webhook> {
  const told = new Map<string, string>()
  let calls = 0
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      const { data }: { data: { id: string; alert: string } } = JSON.parse(body)
      calls++
      told.set(data.id, data.alert)
      response.writeHead(204).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    environment: { EBB_WEBHOOK_ALLOW: '127.0.0.1' },
    told: () => told,
    calls: () => calls,
  }
}

import { expect, it } from 'vitest'
import { hearUntil } from './client.ts'
import { startTarget } from './target.ts'

/*
 * Texts of strangers where lines mean something: events of a stream, heads of answers, the log.
 */
const target = await startTarget()
const breaks = ['\r\n', '\n', '\r', '\u2028', '\u2029', '\u0085', '\0']
const forged = 'event: price\ndata: {"symbol":"BTCUSDT","price":1}\n\n'

/** What a stream says in its first moments, and how its events begin. */
async function hear(path: string, headers: Record<string, string> = {}): Promise<string> {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const head = `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${lines.join('')}\r\n`
  return hearUntil(target.port, head, /\n\n\r\n|^HTTP\/1\.1 4/)
}

it.each(breaks)(
  'lets no symbol, cursor or event id with %j begin a line of a stream',
  async (br) => {
    const text = encodeURIComponent(`BTCUSDT${br}${br}${forged}`)
    for (const path of [
      `/api/sse/prices?symbols=${text}`,
      `/api/sse/prices?symbols=BTCUSDT,${text}`,
      `/api/sse/prices?symbols=BTCUSDT&cursor=${text}`,
      `/api/sse/prices?symbols=BTCUSDT&format=${text}`,
      `/api/notification/stream?since=${text}`,
      `/ws/price/${text}`,
    ]) {
      const heard = await hear(path)
      expect(heard).not.toMatch(/^data: \{"symbol":"BTCUSDT","price":1\}/m)
      expect(heard).not.toMatch(/^event: price\r?\ndata: \{"symbol":"BTCUSDT","price":1\}/m)
    }
  },
)

it('resumes by no Last-Event-ID that was never given', async () => {
  for (const id of ['e1.1\tevent: price', 'e1.999999999999999999999', '../../e1.1', '{"a":1}']) {
    const heard = await hear('/api/sse/prices?symbols=BTCUSDT', { 'last-event-id': id })
    expect(heard).toMatch(/^HTTP\/1\.1 200[\s\S]*^event: connected$/m)
    expect(heard).not.toContain(id)
  }
})

it('lets nothing that was asked for into the head of an answer', async () => {
  for (const br of breaks) {
    const text = encodeURIComponent(`x${br}set-cookie: ebb=theirs${br}`)
    const client = target.client()
    for (const path of [`/${text}`, `/api/${text}`, `/api/prices?symbols=${text}`, `/i/${text}`]) {
      const { headers } = await client.ask('GET', path, { headers: { accept: 'text/html' } })
      expect(headers['set-cookie']).toBeUndefined()
      expect(headers.location).toBeUndefined()
    }
  }
})

it('keeps a note with line breaks as a text, and tells it as one', async () => {
  const anna = target.client()
  await anna.begin()
  const rule = { symbol: 'BTCUSDT', condition: { type: 'above', price: '70000' } }
  for (const br of ['\n', '\r\n']) {
    const body = { rule: { ...rule, note: `sell${br}${br}${forged}` } }
    const { status, text } = await anna.ask('POST', '/api/alerts', { body })
    expect([200, 201, 400]).toContain(status)
    expect(text.split('\n')).toHaveLength(1)
  }
})

it('writes one JSON object a line, whatever was asked', async () => {
  const injected = '"}\n{"level":"error","msg":"All is lost."}'
  const client = target.client()
  for (const text of [injected, encodeURIComponent(injected), '\u001b[2J']) {
    const path = `/api/${encodeURIComponent(text)}`
    const headers = { origin: `https://${encodeURIComponent(text)}.example` }
    expect((await client.ask('POST', path, { body: {}, headers })).status).toBe(403)
  }
  for (const line of target.lines) expect(() => JSON.parse(line)).not.toThrow()
  expect(target.logged().filter(({ msg }) => msg === 'All is lost.')).toEqual([])
})

it('writes no cookie, token or key into its log', async () => {
  const client = target.client()
  await client.begin()
  const secret = String(client.cookie?.split('=')[1])
  for (const headers of [
    { origin: 'https://evil.example' },
    { authorization: `Bearer ${secret}` },
  ]) {
    await client.ask('POST', `/api/sse/test-broadcast?token=${secret}`, { body: {}, headers })
  }
  expect(secret).toMatch(/^[\w-]{43}$/)
  expect(target.lines.join('')).not.toContain(secret)
})

import '../../ui/styles.css'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { all, one, openApp } from '../../app-harness.tsx'
import { waitFor } from '../../testing/wait-for.ts'

interface Asked {
  path: string
  method: string
  body: unknown
}

let app: ReturnType<typeof openApp>
let asked: Asked[] = []
beforeEach(() => {
  localStorage.clear()
  localStorage.setItem('ebb.session', 'begun')
})
afterEach(() => {
  app.close()
  vi.unstubAllGlobals()
})

const channel = {
  ...{ id: 'p', channel: 'push', label: 'Chrome on Linux', address: 'push.example.com' },
  ...{ language: 'en', createdAt: 1, takenAt: null, failingSince: null },
  ...{ isConfirmed: true, isThisDevice: true },
}

/** The page, with a server that says these. */
async function open(
  answers: Record<string, [status: number, body?: unknown]>,
  ready = '.notification-places',
) {
  asked = []
  vi.stubGlobal('fetch', async (path: string, { method = 'GET', body }: RequestInit = {}) => {
    asked.push({ path, method, body: typeof body === 'string' ? JSON.parse(body) : undefined })
    const [status, answer] = answers[`${method} ${path}`] ?? [404, {}]
    return new Response(status === 204 ? null : JSON.stringify(answer ?? {}), { status })
  })
  app = openApp('/settings/notifications')
  await waitFor(() => expect(one(ready)).not.toBeNull())
}

const button = (text: string) =>
  all('button').find((each) => each.textContent?.trim() === text && each.checkVisibility())
const sent = (method: string, path: string) =>
  asked.filter((each) => each.method === method && each.path === path).map(({ body }) => body)

it('lists the devices, marks this one, and removes one after asking', async () => {
  const other = { ...channel, id: 'q', label: 'Firefox on Android', isThisDevice: false }
  const channels = { channels: [channel, other], offered: ['push', 'webhook'] }
  await open({ 'GET /api/channels': [200, channels], 'DELETE /api/channels/q': [204] })
  const places = all('.notification-place')
  expect(places[0]?.innerText).toMatch(/Chrome on Linux\s*This device/)
  places[1]?.querySelector('button')?.click()
  await waitFor(() => expect(one('dialog[open]')?.innerText).toContain('Remove Firefox on'))
  expect(sent('DELETE', '/api/channels/q')).toHaveLength(0)
  button('Remove')?.click()
  await waitFor(() => expect(sent('DELETE', '/api/channels/q')).toHaveLength(1))
})

it('shows the secret of a new webhook once, and what is wrong with an address', async () => {
  await open({
    'GET /api/channels': [200, { channels: [], offered: ['push', 'webhook'] }],
    'POST /api/channels': [201, { id: 'w', secret: 'whsec_abc' }],
  })
  button('Add a webhook')?.click()
  await waitFor(() => expect(one('dialog[open] input')).not.toBeNull())
  button('Add')?.click()
  await waitFor(() => expect(one('dialog[open] [role=alert]')?.innerText).toContain('https://'))
  const input = one('dialog[open] input')
  if (input instanceof HTMLInputElement) input.value = 'https://example.com/hook'
  input?.dispatchEvent(new InputEvent('input', { bubbles: true }))
  button('Add')?.click()
  await waitFor(() => expect(one('.notification-secret')?.innerText).toBe('whsec_abc'))
  expect(sent('POST', '/api/channels')).toMatchObject([
    { channel: 'webhook', url: 'https://example.com/hook', language: 'en' },
  ])
  button('Done')?.click()
  await waitFor(() => expect(one('.notification-secret')).toBeNull())
})

it('begins a session for a choice of somebody who has none, and takes back what is not saved', async () => {
  localStorage.clear()
  await open({ 'PUT /api/preferences': [503], 'POST /api/session': [200] })
  expect(asked).toEqual([])
  const quiet = () => all('[role=switch]').find((each) => each.ariaLabel === 'Quiet hours')
  quiet()?.click()
  await waitFor(() => expect(one('.quiet-times')).not.toBeNull())
  await waitFor(() => expect(one('.toast')?.innerText).toContain('could not be saved'))
  expect(sent('POST', '/api/session')).toHaveLength(1)
  expect(sent('PUT', '/api/preferences')).toHaveLength(1)
  await waitFor(() => expect(one('.quiet-times')).toBeNull())
})

it('tells who was signed out of it, and begins nobody else behind their back', async () => {
  await open({
    'GET /api/preferences': [200, {}],
    'GET /api/channels': [200, { channels: [], offered: ['push', 'webhook'] }],
    'PUT /api/preferences': [401],
    'POST /api/session': [200],
  })
  all('[role=switch]')
    .find((each) => each.ariaLabel === 'Quiet hours')
    ?.click()
  await waitFor(() => expect(one('.overlay')?.innerText).toContain('You are signed out'))
  expect(sent('PUT', '/api/preferences')).toHaveLength(1)
  expect(sent('POST', '/api/session')).toHaveLength(0)
})

it('offers e-mail only where the server can send it', async () => {
  await open({ 'GET /api/channels': [200, { channels: [], offered: ['push', 'webhook'] }] })
  expect(button('Add an email address')).toBeUndefined()
})

it('says in its own place that what the server has could not be loaded, and asks again', async () => {
  await open({ 'GET /api/channels': [503] }, '.group-card .problem')
  const problem = one('.problem')?.getBoundingClientRect()
  const card = one('.group-card:has(.problem)')?.getBoundingClientRect()
  expect(problem?.top).toBeGreaterThanOrEqual(card?.top ?? Number.NaN)
  expect(problem?.bottom).toBeLessThanOrEqual(card?.bottom ?? Number.NaN)
  const before = sent('GET', '/api/channels').length
  button('Try again')?.click()
  await waitFor(() => expect(sent('GET', '/api/channels').length).toBeGreaterThan(before))
})

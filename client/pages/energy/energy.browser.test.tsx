import '../../ui/styles.css'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { all, one, openApp, says } from '../../app-harness.tsx'
import { createMemoryUsageStore } from '../../db/usage.ts'
import { dayOf } from '../../engine/day.ts'
import { createTally } from '../../engine/insight.ts'
import type { LiveMessage } from '../../engine/live.ts'
import { emptyDay, emptyUsage, type UsageDay } from '../../engine/usage.ts'
import { waitFor } from '../../testing/wait-for.ts'

let app: ReturnType<typeof openApp>
const today = dayOf(Date.now())
const yesterday = dayOf(Date.now() - 86_400_000)

beforeEach(() => localStorage.clear())
afterEach(() => app.close())

function usage(day: string, bytesDown: number, patch: Partial<UsageDay> = {}): UsageDay {
  const joules = { 'lte-2012': 400, '4g-verizon-2021': 60, '4g-t-mobile-2021': 30 }
  const rest = { '5g-nsa-low-band-2021': 80, '5g-sa-low-band-2021': 90, '5g-mmwave-2021': 410 }
  return {
    ...emptyDay(day),
    uses: {
      websocket: {
        ...emptyUsage(),
        bytesDown,
        bytesUp: 1_000,
        wakeUps: 7,
        connectedMs: 150_000,
        joules: { ...joules, ...rest },
      },
      requests: { ...emptyUsage(), bytesDown: 50_000 },
    },
    open: { cellular: { frontMs: 600_000, backMs: 0 } },
    ...patch,
  }
}

function insight(usage: UsageDay): LiveMessage {
  const counts = createTally().read()
  return { type: 'insight', insight: { since: 0, usage, counts, asked: [], keeping: 'lasting' } }
}

async function open(days: UsageDay[] = []) {
  const store = createMemoryUsageStore()
  for (const day of days) await store.add(day)
  app = openApp('/settings/energy', undefined, { usage: store })
  await vi.waitFor(() => expect(one('.figures')).not.toBeNull(), { timeout: 10_000 })
}

const figures = () => all('.figures dd:not(.figure-note)').map((it) => it.textContent)

it('looks into the engine for as long as it is open, and wants prices meanwhile', async () => {
  await open()
  await waitFor(() => expect(app.reports.at(-1)).toMatchObject({ inspects: true }))
  expect(app.reports.at(-1)?.symbols.length).toBeGreaterThan(0)
  one('.page-head .icon-button')?.click()
  // The settings come late, and until then this page stands.
  await vi.waitFor(
    () => expect(app.reports.at(-1)).toMatchObject({ inspects: false, symbols: [] }),
    { timeout: 10_000 },
  )
})

it('shows what the device has kept of today until the engine knows more', async () => {
  await open([usage(today, 1_000_000)])
  await waitFor(() => expect(figures()[0]).toBe('1.1 MB'))
  await app.tell(says(), insight(usage(today, 3_000_000)))
  expect(figures()).toEqual(['3.1 MB', '30–410\u00a0J', '7', '2 min'])
  expect(document.body.textContent).toContain('of what an app takes that always keeps')
})

it('says which plan holds now, and why', async () => {
  await open()
  await app.tell(says())
  expect(one('.plan-now')?.textContent).toContain('The battery is charging')
})

it('draws two weeks, of which the last is today, and has them as a table', async () => {
  await open([usage(yesterday, 4_000_000), usage(today, 1_000_000)])
  await waitFor(() => expect(all('.bar').length).toBe(14))
  expect(one('.bars')?.getAttribute('aria-label')).toBe('Data: 5.1 MB in 14 days')
  expect(one('.bars-peak')?.textContent).toBe('4.1 MB')
  expect(all('.bar.is-current').length).toBe(1)
  const rows = all('.disclosure .table tbody tr')
  expect(rows.length).toBe(14)
  expect(rows[1]?.textContent).toContain('4.1 MB')
  one('input[value="joules"]')?.click()
  expect(one('.bars')?.getAttribute('aria-label')).toBe('Energy: 60–820\u00a0J in 14 days')
})

it('sets a budget that is reported at once and kept, and says how much of it is left', async () => {
  await open()
  await app.tell(says(), insight(usage(today, 1_200_000)))
  const select = document.querySelector<HTMLSelectElement>('.select select')
  if (!select) throw new Error('There is no list of budgets.')
  select.value = '2'
  select.dispatchEvent(new Event('change'))
  expect(app.reports.at(-1)?.conditions.budgetBytes).toBe(2_000_000)
  expect(localStorage.getItem('ebb.budget')).toBe('2')
  expect(one('.progress')?.textContent).toBe('1.3 MB of 2 MB used today')
  await app.tell(insight(usage(today, 2_200_000)))
  expect(one('.progress')?.textContent).toContain('less often until midnight')
  expect(one('.progress')?.classList.contains('is-spent')).toBe(true)
})

it('shows today where the device keeps nothing', async () => {
  const store = createMemoryUsageStore()
  app = openApp('/settings/energy', undefined, {
    usage: { ...store, all: () => Promise.reject(new Error('It is blocked.')) },
  })
  await vi.waitFor(() => expect(one('.figures')).not.toBeNull(), { timeout: 10_000 })
  await app.tell(says(), insight(usage(today, 3_000_000)))
  expect(figures()[0]).toBe('3.1 MB')
})

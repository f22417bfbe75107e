import { expect, it } from 'vitest'
import {
  emptyDay,
  emptyUsage,
  keptDays,
  type UsageDay,
  type UsageStore,
} from '../../engine/usage.ts'

export function usageDay(day: string, bytesDown: number, patch: Partial<UsageDay> = {}): UsageDay {
  const usage = { ...emptyUsage(), bytesDown, wakeUps: 1, joules: { 'lte-2012': 2 } }
  return { ...emptyDay(day), lastAt: bytesDown, uses: { poll: usage }, ...patch }
}

/** What every store of usage does, in memory or on the device. */
export function usageStoreContract(open: () => UsageStore): void {
  it('has nothing of a day before anything was added', async () => {
    const store = open()
    expect([await store.load('2026-11-22'), await store.all()]).toEqual([undefined, []])
  })

  it('adds up what is used on a day, and tells the sum', async () => {
    const store = open()
    await store.add(usageDay('2026-11-22', 5))
    const open1 = { wifi: { frontMs: 10, backMs: 0 } }
    const sum = await store.add(usageDay('2026-11-22', 7, { open: open1 }))
    expect(sum.uses.poll).toMatchObject({ bytesDown: 12, wakeUps: 2, joules: { 'lte-2012': 4 } })
    expect([sum.lastAt, sum.open]).toEqual([7, open1])
    expect(await store.load('2026-11-22')).toEqual(sum)
  })

  it('loses nothing where two workers add at the same time', async () => {
    const store = open()
    await Promise.all(Array.from({ length: 20 }, () => store.add(usageDay('2026-11-22', 1))))
    expect((await store.load('2026-11-22'))?.uses.poll?.bytesDown).toBe(20)
  })

  it('keeps the days apart, oldest first, and the newest of them only', async () => {
    const store = open()
    const name = (n: number) =>
      `2026-${n < 30 ? '10' : '11'}-${String((n % 30) + 1).padStart(2, '0')}`
    for (let n = 0; n < keptDays + 5; n++) await store.add(usageDay(name(n), n + 1))
    const days = await store.all()
    expect(days.length).toBe(keptDays)
    expect([days[0]?.day, days.at(-1)?.day]).toEqual([name(5), name(keptDays + 4)])
  })
}

import { addDays, type UsageDay, type UsageStore } from '../usage.ts'

/** What was used outlives the worker; what fails is not kept. */
export function createModelUsage(): UsageStore & { days: Map<string, UsageDay>; fails: boolean } {
  const days = new Map<string, UsageDay>()
  const model = {
    days,
    fails: false,
    load: async (day: string) => structuredClone(days.get(day)),
    async add(more: UsageDay) {
      if (model.fails) throw new Error('The device is full.')
      const before = days.get(more.day)
      const sum = before === undefined ? more : addDays(before, more)
      days.set(more.day, structuredClone(sum))
      return sum
    },
    all: async () => [...days.values()],
  }
  return model
}

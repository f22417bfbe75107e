import { expect, it } from 'vitest'
import { createMemorySettings } from '../../db/settings.ts'
import { makeMemorySync } from '../../db/testing/memory-sync.ts'
import { reconcileChoices } from './carried.ts'

/** A device with choices of its own, and the records of them that another has sent. */
function device(start: Record<string, string> = {}) {
  const sync = makeMemorySync()
  const settings = createMemorySettings()
  const here: Record<string, string> = { ...start }
  let now = 1_000
  return {
    here,
    /** What is known of each choice, by when. */
    told: async () =>
      Object.fromEntries(
        (await sync.store.choices.all()).map(({ id, changedAt, value }) => [
          id,
          [value, changedAt],
        ]),
      ),
    later: (ms: number) => {
      now += ms
    },
    come: (id: string, value: string, changedAt: number) =>
      sync.store.take('anna', {
        records: [{ kind: 'setting', id, value, changedAt, deleted: false }],
        sequence: 1,
      }),
    reconcile: () =>
      reconcileChoices({
        choices: {
          read: async () => ({ ...here }),
          take: async (came) => void Object.assign(here, came),
        },
        records: sync.store.choices,
        settings,
        now: () => now,
      }),
  }
}

it('what was chosen before anything went along is older than whatever is known', async () => {
  const phone = device({ palette: 'red-green' })
  await phone.reconcile()
  expect(await phone.told()).toEqual({ palette: ['red-green', 1] })
  await phone.come('palette', 'blue-orange', 500)
  await phone.reconcile()
  expect(phone.here).toEqual({ palette: 'blue-orange' })
})

it('what is chosen later goes along as of then, and comes back unchanged', async () => {
  const phone = device({ palette: 'red-green' })
  await phone.reconcile()
  phone.here.palette = 'red-blue'
  await phone.reconcile()
  expect(await phone.told()).toEqual({ palette: ['red-blue', 1_000] })
  phone.later(1_000)
  await phone.reconcile()
  expect(await phone.told()).toEqual({ palette: ['red-blue', 1_000] })
})

it('what came is not taken for a choice of this device', async () => {
  const phone = device()
  await phone.come('language', 'ko', 700)
  await phone.reconcile()
  await phone.reconcile()
  expect(phone.here).toEqual({ language: 'ko' })
  expect(await phone.told()).toEqual({ language: ['ko', 700] })
})

it('a choice that was made while another came stays, as the newer one', async () => {
  const phone = device({ language: 'en' })
  await phone.reconcile()
  phone.here.language = 'zh-Hans'
  await phone.come('language', 'ko', 5_000)
  await phone.reconcile()
  expect(phone.here).toEqual({ language: 'zh-Hans' })
  expect(await phone.told()).toEqual({ language: ['zh-Hans', 5_001] })
})

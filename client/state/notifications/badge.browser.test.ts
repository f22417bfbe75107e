import { createRoot, createSignal } from 'solid-js'
import { expect, it } from 'vitest'
import { followUnread } from './badge.ts'

it('puts away what was read, and nothing that a page which has just opened knows nothing of', async () => {
  const closed: string[] = []
  const push = (id: string) => ({ data: { path: '/', id }, close: () => closed.push(id) })
  const pushes = [push('read'), push('news'), { ...push('old'), data: undefined }]
  const [readIds, setReadIds] = createSignal<ReadonlySet<string>>(new Set())
  const stop = createRoot((dispose) => {
    const shown = async () => pushes
    followUnread({ unread: () => 0, isKnown: () => true, readIds, shown })
    return dispose
  })

  setReadIds(new Set(['read', 'another']))
  await expect.poll(() => closed).toEqual(['read'])
  setReadIds(new Set(['read', 'another', 'news']))
  await expect.poll(() => closed).toEqual(['read', 'read', 'news'])
  stop()
})

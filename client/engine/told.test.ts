import { expect, it } from 'vitest'
import type { Notice } from '../../shared/notice.ts'
import type { LiveMessage } from './live.ts'
import { createModelPage } from './testing/model-page.ts'
import { setUpOnePage } from './testing/one-page.ts'

/** What the engine tells its pages of the user, beside prices. */
function setUp() {
  const set = setUpOnePage()
  const join = (name: string) => {
    const heard: Notice[] = []
    const { report } = createModelPage(name, ['S0'])
    const leave = set.engine.attach(report, (message: LiveMessage) => {
      if (message.type === 'notice') heard.push(message.notice)
    })
    return { heard, leave }
  }
  const stand = () => {
    const newest = set.log.notifications.length
    const about = { user: 'anna', newest, unread: newest, upTo: 0, records: 0 }
    set.network.tell({ type: 'standing', ...about })
    return set.time.advance(10)
  }
  return { ...set, join, stand }
}

const ids = (heard: readonly Notice[]) =>
  heard.flatMap((each) => (each.type === 'notification' ? [each.notification.id] : []))

it('tells every page once, from one connection, and greets those that come later', async () => {
  const { time, network, log, join, stand } = setUp()
  const [one, two] = [join('one'), join('two')]
  await time.advance(2_000)
  await stand()
  network.tell({ type: 'notification', notification: log.add() })
  await time.advance(10)
  await stand()
  for (const { heard } of [one, two]) expect(ids(heard)).toEqual(['n1'])
  expect(log.confirmed).toEqual(['n1'])
  const late = join('late')
  await time.advance(10)
  expect(late.heard).toMatchObject([{ type: 'standing', newest: 1 }])
})

it('connects anew with a session that has begun, from the same cursor', async () => {
  const { time, network, engine, attach, causes, page } = setUp()
  attach()
  await time.advance(2_000)
  expect(page.status()?.phase.name).toBe('live')
  engine.renew()
  await time.advance(100)
  expect(causes()).toContain('session-changed')
  expect(page.status()?.phase.name).toBe('live')
  expect(network.open()).toBe(1)
})

it('tells nothing after it has been stopped', async () => {
  const { time, log, join, stand, engine } = setUp()
  const { heard } = join('one')
  await time.advance(2_000)
  await stand()
  log.add()
  await engine.stop()
  await stand()
  expect(ids(heard)).toEqual([])
})

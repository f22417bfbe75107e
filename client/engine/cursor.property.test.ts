import { expect, it } from 'vitest'
import { createEngine, type Engine } from './engine.ts'
import { createModelLog } from './testing/model-log.ts'
import { createModelNetwork } from './testing/model-network.ts'
import { createModelPage, inFront, type ModelPage } from './testing/model-page.ts'
import { createModelServer } from './testing/model-server.ts'
import { createModelStore } from './testing/model-store.ts'
import { createModelUsage } from './testing/model-usage.ts'
import { createVirtualTime } from './testing/virtual-time.ts'

const runs = Number(process.env.EBB_RUNS ?? 1_000)
const firstSeed = Number(process.env.EBB_SEED ?? 1)
const forced = [undefined, undefined, 'websocket', 'sse', 'poll'] as const
const modes = ['auto', 'auto', 'auto', 'live', 'saver', 'paused'] as const

it(`never shows an older state, applies nothing twice and ends equal to the server, in ${runs} seeded runs`, async () => {
  for (let seed = firstSeed; seed < firstSeed + runs; seed++) {
    try {
      await run(seed)
    } catch (error) {
      throw new Error(`Seed ${seed} (EBB_SEED=${seed} EBB_RUNS=1 runs it alone)`, { cause: error })
    }
  }
}, 120_000)

async function run(seed: number): Promise<void> {
  const time = createVirtualTime(seed)
  const server = createModelServer(6)
  const network = createModelNetwork(server, time)
  const store = createModelStore(time)
  const usage = createModelUsage()
  const log = createModelLog()
  const pages: ModelPage[] = [
    createModelPage('a', ['S0', 'S1', 'S2']),
    createModelPage('b', ['S2', 'S3']),
  ]
  const held = new Map<ModelPage, () => void>()
  let lives = 0
  let worker = bear()

  function bear(): { engine: Engine; die: () => void } {
    const own = time.mortal()
    const { transports, die } = network.client()
    const options = {
      store,
      usage,
      told: log.store,
      openLog: () => log,
      transports,
      time: own.time,
      version: '1',
      worker: `w${++lives}`,
      host: 'service' as const,
      lasting: true,
    }
    return {
      engine: createEngine(options),
      die() {
        own.die()
        die()
      },
    }
  }

  function hold(page: ModelPage): void {
    held.get(page)?.()
    held.set(page, worker.engine.attach(page.report, page.listen()))
  }

  function letGo(page: ModelPage): void {
    held.get(page)?.()
    held.delete(page)
    page.deaf()
  }

  function die(): void {
    worker.die()
    const holders = [...held.keys()]
    for (const page of holders) page.deaf()
    held.clear()
    worker = bear()
    for (const page of holders) hold(page)
  }

  function say(page: ModelPage, change: Partial<ModelPage['report']>): void {
    page.report = { ...page.report, ...change }
    if (held.has(page)) worker.engine.report(page.report)
  }

  function conditions(page: ModelPage, change: Partial<typeof inFront>): void {
    say(page, { conditions: { ...page.report.conditions, ...change } })
  }

  const happenings: ((page: ModelPage) => void)[] = [
    die,
    () => network.kill('told'),
    () => network.kill('silent'),
    () => {
      server.restart()
      if (time.dice(2) === 0) network.announceEpoch()
      else network.kill('told')
    },
    (page) => (held.has(page) ? letGo(page) : hold(page)),
    (page) => conditions(page, { visible: !page.report.conditions.visible }),
    (page) => conditions(page, { mode: modes[time.dice(modes.length)] ?? 'auto' }),
    (page) => conditions(page, { battery: { level: time.dice(101) / 100, charging: false } }),
    (page) => conditions(page, { online: time.dice(3) > 0 }),
    (page) => conditions(page, { forced: forced[time.dice(forced.length)] }),
    (page) => conditions(page, { budgetBytes: [undefined, 1, 1e9][time.dice(3)] }),
    () => worker.engine.drop(),
    () => worker.engine.asked({ bytesDown: 300, bytesUp: 400 }, 1),
    (page) => say(page, { symbols: server.symbols.filter(() => time.dice(2) === 0) }),
    () => {
      network.weather.delayMs = time.dice(4) * 400
      network.weather.refused = time.dice(3) * 30
      network.weather.lost = time.dice(3) * 15
    },
  ]

  function happen(): void {
    const page = pages[time.dice(pages.length)]
    if (page === undefined) return
    const chosen = happenings[time.dice(happenings.length * 2)]
    chosen?.(page)
  }

  for (const page of pages) hold(page)
  const steps = 30 + time.dice(40)
  for (let i = 0; i < steps; i++) {
    for (let n = time.dice(6); n > 0; n--) server.change(time.dice(6), time.now())
    if (time.dice(4) > 0) network.flush()
    happen()
    await time.advance(time.dice(10) === 0 ? time.dice(70_000) : time.dice(900))
  }

  // The weather clears. Whatever went wrong, everybody is to be up to date in the end.
  Object.assign(network.weather, { delayMs: 20, refused: 0, lost: 0 })
  for (const page of pages) {
    page.report = { ...page.report, conditions: inFront }
    if (page.report.symbols.length === 0) page.report.symbols = ['S1']
    hold(page)
  }
  // From here on only one instrument changes: nothing else covers up what was missed.
  const probe = server.symbols.indexOf(pages[0]?.report.symbols[0] ?? '')
  for (let i = 0; i < 12; i++) {
    server.change(probe, time.now())
    network.flush()
    await time.advance(10_000)
  }
  for (const page of pages) {
    const seen = [...page.prices().values()].map(({ symbol, price, epoch }) => [
      symbol,
      { price, epoch },
    ])
    expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(server.prices(page.report.symbols)))
  }
  expect(network.open()).toBeLessThanOrEqual(1)

  for (const page of pages) letGo(page)
  await time.advance(1_000)
  expect(network.open()).toBe(0)
}

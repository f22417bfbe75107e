import { expect, type TestContext, test } from 'vitest'
import { openChromium, phone } from './rig/chromium.ts'
import { openPage, seenBy } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startServer } from './rig/server.ts'
import { hasRealTape, lastPricesOf, realTape, recordTape } from './rig/tape.ts'

test('a recording ends with its last prices on the page', async (context) => {
  await plays(context, { file: await recordTape(), speed: 1 })
})

test('eleven minutes of the real market end with its last prices on the page', async (context) => {
  context.skip(!hasRealTape, 'the recording is not here: ../shared/data/tapes')
  await plays(context, { file: realTape, speed: 100 })
})

async function plays(
  context: TestContext,
  { file, speed }: { file: string; speed: number },
): Promise<void> {
  needs(context, 'chromium')
  const last = await lastPricesOf(file)
  const server = await startServer({
    EBB_MARKET: `replay:${file}`,
    EBB_REPLAY_SPEED: String(speed),
  })
  const page = await openPage(await openChromium(phone), server.origin)
  await expect.poll(async () => (await seenBy(page)).prices).toEqual(last)
  expect(await page.locator('[data-market]').innerText()).toMatch(/replay/i)
}

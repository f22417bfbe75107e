import type { BrowserContext, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openChromium, phone } from './rig/chromium.ts'
import { isServed, openPage } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startServer } from './rig/server.ts'

const simulated = { EBB_MARKET: 'simulated' }
const white = 'rgb(243, 245, 247)'
const black = 'rgb(10, 13, 17)'

async function openSettings(context: BrowserContext, origin: string): Promise<Page> {
  const page = await context.newPage()
  await page.addInitScript(watchGround)
  await page.goto(`${origin}/settings`)
  await page.waitForSelector('.page h1')
  return page
}

test('a chosen theme is there in the first frame, whatever the system says', async (context) => {
  needs(context, 'chromium')
  const { origin } = await startServer(simulated)
  for (const [system, chosen, ground] of [
    ['light', 'dark', black],
    ['dark', 'light', white],
  ] as const) {
    const browser = await openChromium({ ...phone, colorScheme: system, serviceWorkers: 'block' })
    const page = await openSettings(browser, origin)
    const grounds = () => page.evaluate(() => window.ebbGrounds)
    await expect.poll(grounds).toEqual([system === 'dark' ? black : white])
    await page.locator(`input[value="${chosen}"]`).check({ force: true })
    await expect.poll(() => groundOf(page)).toBe(ground)
    // As the browser sees them, which paints its own bar by the first that holds.
    expect(await page.evaluate(barColor)).toBe(chosen === 'dark' ? '#10151b' : '#ffffff')
    // The app comes late: frames are painted without it.
    await page.route(/assets\/index-.*js/, async (route) => {
      await page.waitForFunction(() => window.ebbFrames > 5)
      await route.continue()
    })
    await page.reload()
    await page.waitForSelector('.page h1')
    await expect.poll(grounds).toEqual([ground])
    expect(await page.evaluate(barColor)).toBe(chosen === 'dark' ? '#10151b' : '#ffffff')

    await page.locator('input[value="system"]').check({ force: true })
    await expect.poll(() => groundOf(page)).toBe(system === 'dark' ? black : white)
  }
})

test('another tab follows every choice at once', async (context) => {
  needs(context, 'chromium')
  const { origin } = await startServer(simulated)
  const browser = await openChromium({ ...phone, colorScheme: 'light', locale: 'en-US' })
  const [here, there] = [await openSettings(browser, origin), await openSettings(browser, origin)]
  await here.locator('input[value="dark"]').check({ force: true })
  await here.getByLabel('Red up, blue down').check()
  await here.getByLabel('Flash when a price moves').uncheck()
  await here.getByLabel('Language', { exact: true }).selectOption('ko')
  await expect.poll(() => there.locator('h1').innerText()).toBe('설정')
  await expect.poll(() => groundOf(there)).toBe(black)
  const palette = () => there.evaluate(() => document.documentElement.dataset.palette)
  await expect.poll(palette).toBe('red-blue')
  await expect.poll(() => there.getByLabel('가격이 움직이면 반짝이기').isChecked()).toBe(false)
})

test('rising and falling have the colours that the language is used to, until others are chosen', async (context) => {
  needs(context, 'chromium')
  const { origin } = await startServer(simulated)
  for (const [locale, up, down] of [
    ['en-US', 'rgb(11, 122, 77)', 'rgb(196, 40, 59)'],
    ['ko-KR', 'rgb(200, 36, 47)', 'rgb(29, 95, 209)'],
    ['zh-CN', 'rgb(196, 40, 59)', 'rgb(11, 122, 77)'],
  ] as const) {
    const page = await openSettings(
      await openChromium({ ...phone, colorScheme: 'light', locale }),
      origin,
    )
    expect([locale, ...(await page.evaluate(directionColors))]).toEqual([locale, up, down])
    await page.locator('input[value="blue-orange"]').check()
    await page.reload()
    await page.waitForSelector('.page h1')
    expect(await page.evaluate(directionColors)).toEqual(['rgb(11, 98, 196)', 'rgb(163, 71, 0)'])
  }
})

test('a language, a time zone and a number format hold at once and after a reload', async (context) => {
  needs(context, 'chromium')
  const { origin } = await startServer(simulated)
  const browser = await openChromium({ ...phone, locale: 'en-US', timezoneId: 'Europe/London' })
  const page = await openSettings(browser, origin)
  const example = () => page.locator('.example').innerText()
  await expect.poll(example).toMatch(/61,837\.60/)
  await page.getByLabel('Numbers').selectOption('1.234,5')
  await expect.poll(example).toMatch(/61\.837,60 · −1,23%/)
  const hourOf = (text: string) => Number(/ · (\d\d):\d\d:\d\d/.exec(text)?.[1])
  const before = hourOf(await example())
  await page.getByLabel('Time zone').selectOption('Asia/Seoul')
  await expect
    .poll(async () => (hourOf(await example()) - before + 24) % 24)
    .toSatisfy((hours) => hours === 8 || hours === 9)
  await page.getByLabel('Language', { exact: true }).selectOption('zh-Hans')
  await expect.poll(() => page.locator('h1').innerText()).toBe('设置')
  await page.reload()
  await page.waitForSelector('.page h1')
  expect(await page.locator('h1').innerText()).toBe('设置')
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-Hans')
  expect(await example()).toMatch(/61\.837,60/)
})

test('sounds can be tried once they are on', async (context) => {
  needs(context, 'chromium')
  const { origin } = await startServer(simulated)
  const page = await openSettings(await openChromium({ ...phone, locale: 'en-US' }), origin)
  await page.evaluate(() => {
    window.ebbNotes = []
    const start = OscillatorNode.prototype.start
    OscillatorNode.prototype.start = function (when) {
      window.ebbNotes.push(Math.round(this.frequency.value))
      start.call(this, when)
    }
  })
  await page.getByRole('switch', { name: 'Sounds' }).check()
  await page.getByRole('button', { name: 'Try “lost”' }).click()
  await expect.poll(() => page.evaluate(() => window.ebbNotes)).toEqual([660, 440])
  await page.getByRole('slider', { name: 'Volume' }).fill('100')
  await page.getByRole('button', { name: 'Try “back”' }).click()
  await expect.poll(() => page.evaluate(() => window.ebbNotes)).toEqual([660, 440, 523, 784])
  await page.reload()
  await page.waitForSelector('.page h1')
  expect(await page.getByRole('slider', { name: 'Volume' }).inputValue()).toBe('100')
})

test('what is stored is told by what it is for, and prices can be forgotten', async (context) => {
  needs(context, 'chromium')
  const { origin } = await startServer(simulated)
  const browser = await openChromium({ ...phone, locale: 'en-US' })
  const page = await openPage(browser, origin)
  await isServed(page)
  await page.goto(`${origin}/settings`)
  const amounts = page.locator('.amounts')
  await expect
    .poll(() => amounts.innerText())
    .toMatch(/Prices[\s\S]*kB[\s\S]*The app itself[\s\S]*kB/)
  await expect.poll(() => amounts.innerText()).toMatch(/In all\n[\d.]+ [km]B of [\d.]+ GB/i)
  await page.getByRole('button', { name: 'Forget', exact: true }).click()
  await expect.poll(() => page.locator('.toast').innerText()).toMatch(/are forgotten/)
})

/** Every ground that a frame was painted on, one after the other; runs before the page's own scripts. */
function watchGround(): void {
  window.ebbGrounds = []
  window.ebbFrames = 0
  const look = () => {
    window.ebbFrames += 1
    const ground = getComputedStyle(document.documentElement).backgroundColor
    if (ground !== window.ebbGrounds.at(-1)) window.ebbGrounds.push(ground)
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

function groundOf(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
}

function barColor(): string | undefined {
  const metas = [...document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')]
  return metas.find(({ media }) => matchMedia(media).matches)?.content
}

function directionColors(): string[] {
  const probe = document.createElement('i')
  document.body.append(probe)
  const colors = ['--up', '--down'].map((name) => {
    probe.style.color = `var(${name})`
    return getComputedStyle(probe).color
  })
  probe.remove()
  return colors
}

declare global {
  interface Window {
    ebbGrounds: string[]
    ebbFrames: number
    ebbNotes: number[]
  }
}

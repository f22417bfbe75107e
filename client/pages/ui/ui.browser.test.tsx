import { afterEach, beforeEach, expect, it } from 'vitest'
import { all, one, openApp } from '../../app-harness.tsx'

let close = () => {}

beforeEach(() => localStorage.clear())
afterEach(() => close())

it('shows every component in both themes, prices in every palette, and speaks each language', async () => {
  ;({ close } = openApp('/ui'))
  // It is loaded when it is opened.
  await expect.poll(() => all('.ui-theme').length, { timeout: 10_000 }).toBe(2)
  expect(all('.ui-part').length).toBeGreaterThan(20)
  expect(all('.ui-theme [data-palette] .row').length).toBe(2 * 4 * 5)
  expect(one('.ui-theme')?.innerText).toContain('Simulated market')
  all('.ui-page header input')
    .find((input) => input.getAttribute('value') === 'ko')
    ?.click()
  await expect.poll(() => one('.ui-theme')?.innerText).toContain('모의 시장')
})

it('leaves no component out', () => {
  const components = Object.keys(import.meta.glob('../../ui/*.tsx')).filter(
    (path) => !path.includes('.test.'),
  )
  const pages = import.meta.glob<string>(['./*.tsx', '!./*.test.tsx'], {
    query: '?raw',
    import: 'default',
    eager: true,
  })
  const shown = Object.values(pages).join('\n')
  const missing = components.filter((path) => {
    const file = path.slice('../../ui/'.length)
    return !shown.includes(`ui/${file}'`)
  })
  expect(missing).toEqual([])
})

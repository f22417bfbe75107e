import { afterEach, beforeEach, expect, it } from 'vitest'
import { all, one, openApp } from '../app-harness.tsx'

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

import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** WCAG 2.2 at level AA, and what axe holds for good practice besides. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/**
 * What axe finds on the page as it stands, each as a few readable lines; of one rule only where it is
 * named.
 */
export async function findingsOf(page: Page, rule?: string): Promise<string[]> {
  await page.evaluate(async () => {
    // Half of a transition has colours that nobody chose.
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished))
  })
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const options: axe.RunOptions = {
    resultTypes: ['violations'],
    ...(rule === undefined
      ? { runOnly: tags, rules: { 'target-size': { enabled: true } } }
      : { runOnly: { type: 'rule', values: [rule] } }),
  }
  const { violations } = await page.evaluate((given) => window.axe.run(document, given), options)
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}\n  ${target}\n  ${failureSummary}`),
  )
}

declare global {
  interface Window {
    axe: typeof axe
  }
}

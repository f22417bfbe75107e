import { expect, it } from 'vitest'
import { withSections } from './results.ts'

const file =
  '# Results\n\nAn old line.\n\n## One\n\nfirst\n\n### Of it\n\nmore\n\n## Two\n\nsecond\n'

it('puts what was measured in its place and keeps the rest', () => {
  expect(withSections(file, [{ title: 'Two', body: 'anew' }])).toBe(
    '# Results\n\n## One\n\nfirst\n\n### Of it\n\nmore\n\n## Two\n\nanew\n',
  )
})

it('adds what was never measured before at the end', () => {
  const added = withSections(file, [{ title: 'Three', body: 'third' }])
  expect(added.endsWith('## Two\n\nsecond\n\n## Three\n\nthird\n')).toBe(true)
})

import { expect, it } from 'vitest'
import { narrow } from './narrow-text.ts'

it('writes the same program with Latin 1 alone', () => {
  const program = `({ 'a – b': '价格 \\'…\\'', é: \`\${1}’😀\`, found: /^[‘’😀]+$/u.test('’😀') })`
  const narrowed = narrow(program)
  expect(narrowed).not.toMatch(/[^\0-\xff]/)
  const run = (text: string): unknown => new Function(`return ${text}`)()
  expect(run(narrowed)).toEqual(run(program))
  expect(run(narrowed)).toMatchObject({ found: true, é: '1’😀' })
})

it('leaves a text that a tag reads raw to nobody', () => {
  expect(() => narrow('String.raw`–`')).toThrow('narrow-text.ts')
})

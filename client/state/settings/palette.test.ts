import { expect, it } from 'vitest'
import { customaryPalette } from './palette.ts'

it('is red and blue to whoever reads Korean, wherever they are', () => {
  expect(customaryPalette('ko', ['ko-KR', 'en-US'])).toBe('red-blue')
  expect(customaryPalette('ko', ['en-US'])).toBe('red-blue')
})

it('is red for rising to whoever reads Chinese, but not where green rises', () => {
  expect(customaryPalette('zh-Hans', ['zh-CN'])).toBe('red-green')
  expect(customaryPalette('zh-Hans', ['zh'])).toBe('red-green')
  expect(customaryPalette('zh-Hans', ['zh-Hant-TW'])).toBe('red-green')
  expect(customaryPalette('zh-Hans', ['zh-HK'])).toBe('green-red')
  expect(customaryPalette('zh-Hans', ['zh-Hans-SG'])).toBe('green-red')
})

it('goes by the region of a browser whose language is not spoken here, or is English', () => {
  expect(customaryPalette('en', ['ja'])).toBe('red-green')
  expect(customaryPalette('en', ['en-JP'])).toBe('red-green')
  expect(customaryPalette('en', ['en-KR'])).toBe('red-blue')
  expect(customaryPalette('en', ['ko'])).toBe('red-blue')
})

it('is green for rising everywhere else, and where nothing can be told', () => {
  expect(customaryPalette('en', ['en-US', 'ko-KR'])).toBe('green-red')
  expect(customaryPalette('en', ['de-DE'])).toBe('green-red')
  expect(customaryPalette('en', [])).toBe('green-red')
  expect(customaryPalette('en', ['C'])).toBe('green-red')
})

import { expect, it } from 'vitest'
import { isPage, pathOf, paths, symbolOf } from './paths.ts'

it('finds the instrument in an address, and none in any other', () => {
  expect(symbolOf('/i/BTCUSDT')).toBe('BTCUSDT')
  expect(symbolOf('/i/btcusdt/')).toBe('BTCUSDT')
  expect(symbolOf(pathOf('KRAKEN:BTCUSD'))).toBe('KRAKEN:BTCUSD')
  for (const path of ['/', '/i/', '/i/a/b', '/i/%E0%A4%A', '/i/<script>', '/settings']) {
    expect(symbolOf(path)).toBeUndefined()
  }
})

it('knows its pages, and nothing else for one', () => {
  const { instrument, ...others } = paths
  const pages = [...Object.values(others), instrument.replace(':symbol', 'OKX:BTCUSDT')]
  for (const path of pages) expect([path, isPage(path)]).toEqual([path, true])
  expect(isPage('/settings/')).toBe(true)
  for (const path of ['', '/i', '/i/', '/i/<b>', '/settings/x', '/index', '/ui']) {
    expect([path, isPage(path)]).toEqual([path, false])
  }
})

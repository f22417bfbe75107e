import { afterEach, expect, it, vi } from 'vitest'
import { shareLink } from './share.ts'

const link = { title: 'BTC/USDT · Ebb', url: 'https://ebb.example/i/BTCUSDT' }
let copied: string[] = []

afterEach(() => {
  vi.restoreAllMocks()
  Reflect.deleteProperty(navigator, 'share')
  Reflect.deleteProperty(navigator, 'clipboard')
  copied = []
})

function stub(name: 'share' | 'clipboard', value: unknown): void {
  Object.defineProperty(navigator, name, { value, configurable: true })
}

const clipboard = { writeText: async (text: string) => void copied.push(text) }

it('hands the link to the system where that takes one', async () => {
  const share = vi.fn(async () => {})
  stub('share', share)
  stub('clipboard', clipboard)
  expect(await shareLink(link)).toBe('shared')
  expect(share).toHaveBeenCalledWith(link)
  expect(copied).toEqual([])
})

it('copies nothing for a person who thought better of it', async () => {
  stub('share', () => Promise.reject(new DOMException('', 'AbortError')))
  stub('clipboard', clipboard)
  expect(await shareLink(link)).toBeUndefined()
  expect(copied).toEqual([])
})

it('copies the link where the system takes none, and says where that fails too', async () => {
  stub('clipboard', clipboard)
  expect(await shareLink(link)).toBe('copied')
  stub('share', () => Promise.reject(new DOMException('', 'NotAllowedError')))
  expect(await shareLink(link)).toBe('copied')
  expect(copied).toEqual([link.url, link.url])
  stub('clipboard', undefined)
  expect(await shareLink(link)).toBe('failed')
})

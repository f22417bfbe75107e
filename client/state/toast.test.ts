import { createRoot } from 'solid-js'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createToast } from './toast.ts'

let dispose = () => {}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  dispose()
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

const open = () =>
  createRoot((end) => {
    dispose = end
    return createToast()
  })
const undo = { text: 'Undo', run: () => {} }

it('goes by itself, later where it offers something', () => {
  const toast = open()
  toast.show({ text: 'Saved' })
  vi.advanceTimersByTime(4_000)
  expect(toast.shown()).toBeUndefined()
  toast.show({ text: 'Removed', action: undo })
  vi.advanceTimersByTime(7_999)
  expect(toast.shown()?.text).toBe('Removed')
  vi.advanceTimersByTime(1)
  expect(toast.shown()).toBeUndefined()
})

it('stays for as long as it is held, and its whole time after', () => {
  const toast = open()
  toast.show({ text: 'Removed', action: undo })
  vi.advanceTimersByTime(7_000)
  toast.hold()
  vi.advanceTimersByTime(60_000)
  toast.release()
  vi.advanceTimersByTime(7_999)
  expect(toast.shown()).toBeDefined()
  vi.advanceTimersByTime(1)
  expect(toast.shown()).toBeUndefined()
})

it('gives its place to a newer one, for the whole time of that', () => {
  const toast = open()
  toast.show({ text: 'First' })
  vi.advanceTimersByTime(3_000)
  toast.show({ text: 'Second' })
  vi.advanceTimersByTime(3_999)
  expect(toast.shown()?.text).toBe('Second')
  toast.dismiss()
  expect(toast.shown()).toBeUndefined()
})

it('leaves no timer behind when the app ends', () => {
  open().show({ text: 'Saved' })
  dispose()
})

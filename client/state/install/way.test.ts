import { expect, it } from 'vitest'
import { stepsOf } from './way.ts'

const apple = 'AppleWebKit/605.1.15 (KHTML, like Gecko)'
const iPhone = `Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) ${apple}`
const mac = `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${apple}`
const android = 'Mozilla/5.0 (Linux; Android 16; K) AppleWebKit/537.36 (KHTML, like Gecko)'
const on = (userAgent: string, maxTouchPoints = 5) => stepsOf({ userAgent, maxTouchPoints })

it('tells the share sheet of an iPhone, as it was and as it is since 26', () => {
  expect(on(`${iPhone} Version/18.6 Mobile/15E148 Safari/604.1`)).toBe('apple')
  expect(on(`${iPhone} Version/26.1 Mobile/15E148 Safari/604.1`)).toBe('apple-26')
})

it('knows an iPad from a Macintosh by its touch screen', () => {
  expect(on(`${mac} Version/26.0 Safari/605.1.15`)).toBe('apple-26')
  expect(on(`${mac} Version/26.0 Safari/605.1.15`, 0)).toBe('mac')
  expect(on(`${mac} Version/16.6 Safari/605.1.15`, 0)).toBeUndefined()
})

it('tells other browsers on an iPhone apart, and those within other apps', () => {
  expect(on(`${iPhone} CriOS/148.0.7000.60 Mobile/15E148 Safari/604.1`)).toBe('apple-other')
  expect(on(`${iPhone} FxiOS/153.0 Mobile/15E148 Safari/605.1.15`)).toBe('apple-other')
  expect(on(`${iPhone} Mobile/15E148 KAKAOTALK 25.8.0`)).toBeUndefined()
  expect(on(`${iPhone} Mobile/15E148 MicroMessenger/8.0.60`)).toBeUndefined()
})

it('tells the menus of Firefox and Samsung Internet on Android', () => {
  expect(on('Mozilla/5.0 (Android 16; Mobile; rv:153.0) Gecko/153.0 Firefox/153.0')).toBe('firefox')
  expect(on(`${android} SamsungBrowser/30.0 Chrome/140.0.0.0 Mobile Safari/537.36`)).toBe('samsung')
})

it('tells nothing where the browser prompts by itself, or cannot at all', () => {
  expect(on(`${android} Chrome/148.0.0.0 Mobile Safari/537.36`)).toBeUndefined()
  expect(on(`${mac} Chrome/148.0.0.0 Safari/537.36`, 0)).toBeUndefined()
  expect(
    on('Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0', 0),
  ).toBeUndefined()
})

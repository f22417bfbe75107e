import { expect, onTestFinished } from 'vitest'
import { startChild } from './child.ts'
import { freePort } from './port.ts'
import { programs } from './programs.ts'
import { temporaryFolder } from './temporary.ts'
import { collectErrors, type Visitor } from './visitor.ts'

/** What a WebDriver calls an element in its answers. */
const elementKey = 'element-6066-11e4-a52e-4f735466cecf'

/**
 * WebKitGTK by W3C WebDriver: the least of the browsers that Ebb runs in. It has no push, no battery
 * and no account of storage.
 */
export async function openWebKit(): Promise<Visitor> {
  const call = await startDriver(await startDisplay())
  const options = { binary: programs.webkit.path, args: ['--automation'] }
  const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': options } }
  const { sessionId } = await call<{ sessionId: string }>('POST', '/session', { capabilities })
  const session = `/session/${sessionId}`
  onTestFinished(() => call('DELETE', session))
  // Less than 447 px it doesn't become.
  await call('POST', `${session}/window/rect`, { x: 0, y: 0, width: 447, height: 844 })

  const run = <T>(script: string, args: unknown[] = []) =>
    call<T>('POST', `${session}/execute/sync`, { script, args })

  return {
    async open(address) {
      await call('POST', `${session}/url`, { url: address })
      // There is no way to be there before the page's own scripts.
      await run(`(${collectErrors})()`)
    },
    async click(selector) {
      const wanted = { using: 'css selector', value: selector }
      const element = await call<Record<string, string>>('POST', `${session}/element`, wanted)
      await call('POST', `${session}/element/${element[elementKey]}/click`, {})
    },
    ask: (question, argument = '') => run(`return (${question})(arguments[0])`, [argument]),
    errors: () => run('return window.ebbErrors'),
  }
}

/** A screen that nobody sees; resolves to its name. */
async function startDisplay(): Promise<string> {
  const screen = ['-screen', '0', '1280x1024x24']
  const xvfb = startChild(programs.xvfb.path, {
    args: ['-displayfd', '1', ...screen, '-nolisten', 'tcp'],
  })
  const [, display] = await xvfb.says(/^(\d+)$/m)
  return `:${display}`
}

/** The driver and the way to talk to it. One has one session: a second browser takes a second driver. */
async function startDriver(display: string) {
  const port = await freePort()
  const home = temporaryFolder('webkit')
  const env = {
    DISPLAY: display,
    HOME: home,
    XDG_RUNTIME_DIR: home,
    // Without these its language is C, which is none.
    LANG: 'en_US.UTF-8',
    LANGUAGE: 'en_US',
    // Whoever is root in a container can't be put into a sandbox.
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
  }
  startChild(programs.webkitDriver.path, { args: [`--port=${port}`, '--host=127.0.0.1'], env })

  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const { value } = (await answer.json()) as { value: T & { message?: string } }
    if (!answer.ok) throw new Error(`WebKit refuses ${method} ${path}: ${value.message}`)
    return value
  }

  const isReady = () => call<{ ready: boolean }>('GET', '/status').catch(() => undefined)
  await expect.poll(isReady).toMatchObject({ ready: true })
  return call
}

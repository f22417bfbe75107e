import type { Hello } from '../../shared/protocol.ts'

/** What hellos to all who ask by the same list have in common, and that is nearly all of them. */
const texts = new WeakMap<Hello['instruments'], string>()

/** A hello as JSON, as a message of this type where it is one. */
export function helloText(hello: Hello, type?: 'subscribed'): string {
  const { symbols, instruments, ...own } = hello
  let common = texts.get(instruments)
  if (common === undefined) {
    common = `"symbols":${JSON.stringify(symbols)},"instruments":${JSON.stringify(instruments)}`
    texts.set(instruments, common)
  }
  const head = JSON.stringify(type === undefined ? own : { type, ...own })
  return `${head.slice(0, -1)},${common}}`
}

/** A hello's bytes, once for all of a crowd who are told the same one, one after the other. */
export function oncePerHello(make: (hello: Hello) => Buffer): (hello: Hello) => Buffer {
  let last: { hello: Hello; bytes: Buffer } | undefined
  return (hello) => {
    if (last?.hello !== hello) last = { hello, bytes: make(hello) }
    return last.bytes
  }
}

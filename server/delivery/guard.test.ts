import { expect, it } from 'vitest'
import { type GuardOptions, makeGuard } from './guard.ts'

const names: Record<string, string[]> = {
  'push.example': ['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'],
  'inside.example': ['10.1.2.3'],
  'metadata.example': ['169.254.169.254'],
  'mixed.example': ['127.0.0.1', '93.184.215.14'],
  'ntfy.lan': ['192.168.1.5'],
}

function guard(options: Partial<GuardOptions> = {}) {
  const resolve = async (host: string) => {
    const found = names[host]
    if (found === undefined) throw Object.assign(new Error(host), { code: 'ENOTFOUND' })
    return found
  }
  return makeGuard({ allow: [], resolve, resolveOwn: resolve, ...options })
}

const check = (address: string, allow: string[] = []) => guard({ allow }).check(new URL(address))

/** What a socket would connect to; the error's name where it wouldn't. */
function connects(made: ReturnType<typeof guard>, address: string, family?: 4 | 6) {
  const url = new URL(address)
  return new Promise((resolve) => {
    made.lookup(url)(url.hostname, { all: true, ...(family && { family }) }, (err, found) => {
      if (err) resolve(err.constructor.name)
      else resolve(Array.isArray(found) ? found.map((each) => each.address) : found)
    })
  })
}

it('lets https to the internet through', async () => {
  expect(await check('https://push.example/send/abc?x=1')).toBeUndefined()
  expect(await check('https://push.example:443/')).toBeUndefined()
  expect(await check('https://93.184.215.14/')).toBeUndefined()
  expect(await check('https://[2606:4700::1111]/')).toBeUndefined()
})

it.each([
  ['http://push.example/', 'must begin with https://'],
  ['ftp://push.example/', 'must begin with https://'],
  ['file:///etc/passwd', 'must begin with https://'],
  ['https://push.example:8443/', 'must be at port 443'],
  ['https://push.example:22/', 'must be at port 443'],
  ['https://user@push.example/', 'must contain no user'],
  ['https://user:word@push.example/', 'must contain no user'],
  [`https://push.example/${'a'.repeat(2_100)}`, 'must have at most'],
])('refuses %s', async (address, sentence) => {
  expect(await check(address)).toContain(sentence)
})

it.each([
  'https://127.0.0.1/',
  'https://127.1/',
  'https://2130706433/',
  'https://0x7f.0.0.1/',
  'https://0177.0.0.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://0.0.0.0/',
  'https://0/',
  'https://[::1]/',
  'https://[::]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:a9fe:a9fe]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[2002:7f00:1::]/',
  'https://[fd00:ec2::254]/',
  'https://[fe80::1]/',
  'https://①②⑦.⓪.⓪.①/',
  'https://localhost/',
  'https://router/',
  'https://inside.example/',
  'https://metadata.example/',
  'https://METADATA.example./',
])('refuses %s: it is somebody’s own network', async (address) => {
  expect(await check(address)).toContain('in a private or reserved network')
})

it('connects to none but public addresses, whatever else a name has', async () => {
  expect(await connects(guard(), 'https://mixed.example/')).toEqual(['93.184.215.14'])
  expect(await connects(guard(), 'https://push.example/', 4)).toEqual(['93.184.215.14'])
  expect(await connects(guard(), 'https://inside.example/')).toBe('RefusedAddress')
  expect(await connects(guard(), 'https://nowhere.example/')).toBe('Error')
})

it('looks at what a name resolves to each time: an answer that changes wins nothing', async () => {
  const answers = [['93.184.215.14'], ['127.0.0.1'], ['::ffff:10.0.0.1']]
  const changing = guard({ resolve: async () => answers.shift() ?? ['169.254.169.254'] })
  expect(await changing.check(new URL('https://push.example/'))).toBeUndefined()
  for (let n = 0; n < 3; n++) {
    expect(await connects(changing, 'https://push.example/')).toBe('RefusedAddress')
  }
})

it('keeps an address whose name can’t be found for now', async () => {
  expect(await check('https://nowhere.example/')).toBeUndefined()
})

it('lets the operator’s own hosts be anything, and nobody else’s', async () => {
  const allow = ['ntfy.lan']
  expect(await check('http://ntfy.lan:8090/x', allow)).toBeUndefined()
  expect(await connects(guard({ allow }), 'http://ntfy.lan:8090/x')).toEqual(['192.168.1.5'])
  expect(await check('http://push.example/', allow)).toContain('https://')
  expect(await check('https://evil.ntfy.lan/', allow)).toBeUndefined()
  expect(await check('http://evil.ntfy.lan/', allow)).toContain('https://')
  expect(await check('https://inside.example/', allow)).toContain('private')
})

it('lets the operator’s own networks be reached, and no other in an unusual way', async () => {
  const allow = ['192.168.0.0/16', '::1']
  expect(await check('http://192.168.1.5:8090/', allow)).toBeUndefined()
  expect(await check('https://ntfy.lan/', allow)).toBeUndefined()
  expect(await check('http://[::1]:80/', allow)).toBeUndefined()
  expect(await check('http://push.example/', allow)).toContain('private or reserved')
  expect(await check('https://127.0.0.1/', allow)).toContain('private or reserved')
  const network = guard({ allow })
  expect(await connects(network, 'http://ntfy.lan:8090/')).toEqual(['192.168.1.5'])
  expect(await connects(network, 'https://push.example:8443/')).toBe('RefusedAddress')
})

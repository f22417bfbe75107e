import { Resolver, lookup as systemLookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { isPublicAddress, parseRange, rangesOf } from './public-address.ts'

/*
 * Endpoints and webhooks are strangers' addresses: whoever names one makes this server knock there.
 *
 *   check   when an address is given: https, port 443, no credentials, a public address by now
 *   lookup  when a socket connects: every time, and to the very addresses that were looked at, so
 *           that a name whose answer changes in between wins nothing
 *
 * The operator's own hosts and networks (`allow`) may be anything.
 */
export interface Guard {
  /** What is wrong with it, as the end of a sentence that begins with the field's name. */
  check(url: URL): Promise<string | undefined>
  /** The same without asking what the name resolves to. */
  fault(url: URL): string | undefined
  /** For sockets to this address; it fails with a `RefusedAddress` where none of them may be reached. */
  lookup(url: URL): LookupFunction
}

export interface GuardOptions {
  /** Hosts, addresses and CIDR ranges. */
  allow: readonly string[]
  /** All addresses of a name. Rejects where there are none. */
  resolve?: (host: string) => Promise<string[]>
  /** As the machine itself resolves names: for the operator's hosts, which may stand in no DNS. */
  resolveOwn?: (host: string) => Promise<string[]>
}

export class RefusedAddress extends Error {
  readonly code = 'EBB_REFUSED'
}

const maxUrlChars = 2_048

export function makeGuard(options: GuardOptions): Guard {
  const { resolve = askNames, resolveOwn = askMachine } = options
  const isRange = (text: string) => parseRange(text) !== undefined
  const hosts = new Set(options.allow.filter((text) => !isRange(text)))
  const ranges = rangesOf(options.allow.filter(isRange))
  const hasRanges = options.allow.some(isRange)

  function isAllowed(address: string): boolean {
    return ranges.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6')
  }

  /** Whether only an operator's network may be reached in this way. */
  function isUnusual({ protocol, port }: URL): boolean {
    return protocol !== 'https:' || port !== ''
  }

  function mayReach(url: URL, address: string): boolean {
    if (hosts.has(hostOf(url)) || isAllowed(address)) return true
    return !isUnusual(url) && isPublicAddress(address)
  }

  function fault(url: URL): string | undefined {
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must begin with https://'
    if (url.href.length > maxUrlChars) return `must have at most ${maxUrlChars} characters`
    if (url.username !== '' || url.password !== '') return 'must contain no user and no password'
    const host = hostOf(url)
    if (hosts.has(host)) return undefined
    if (isIP(host) !== 0) return mayReach(url, host) ? undefined : refusal
    if (hasRanges) return undefined
    // `localhost`, and whatever else only a network of one's own knows.
    if (!host.includes('.')) return refusal
    if (!isUnusual(url)) return undefined
    return url.protocol === 'https:' ? 'must be at port 443' : 'must begin with https://'
  }

  function addressesOf(url: URL): Promise<string[]> {
    const host = hostOf(url)
    if (isIP(host) !== 0) return Promise.resolve([host])
    return hosts.has(host) ? resolveOwn(host) : resolve(host)
  }

  return {
    fault,
    async check(url) {
      const wrong = fault(url)
      if (wrong !== undefined) return wrong
      // A name that can't be found now may be found when there is something to tell.
      const addresses = await addressesOf(url).catch(() => [])
      const isRefused = addresses.length > 0 && !addresses.some((each) => mayReach(url, each))
      return isRefused ? refusal : undefined
    },
    lookup:
      (url) =>
      (_, { all, family }, callback) => {
        addressesOf(url).then(
          (found) => {
            const wanted = family === 4 || family === 6 ? family : undefined
            const reachable = found
              .filter((address) => mayReach(url, address))
              .map((address) => ({ address, family: isIP(address) }))
              .filter((each) => wanted === undefined || each.family === wanted)
            const [first] = reachable
            if (first === undefined) callback(new RefusedAddress(`${url.host} ${refusal}`), '')
            else if (all === true) callback(null, reachable)
            else callback(null, first.address, first.family)
          },
          (err) => callback(err, ''),
        )
      },
  }
}

const refusal =
  'must be reachable on the internet: this one is in a private or reserved network, which the operator of this server must allow'

/** Without the brackets of IPv6 and the dot at the end. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '')
}

/**
 * Asks the name servers themselves: the machine's own resolver takes one of the process's four
 * threads for each name, and a stranger's slow name server would hold them all.
 */
async function askNames(host: string): Promise<string[]> {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 })
  const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
  const found = answers.flatMap((each) => (each.status === 'fulfilled' ? each.value : []))
  const [first] = answers
  if (found.length === 0) throw first.status === 'rejected' ? first.reason : notFound(host)
  return found
}

async function askMachine(host: string): Promise<string[]> {
  return (await systemLookup(host, { all: true })).map(({ address }) => address)
}

function notFound(host: string): Error {
  return Object.assign(new Error(`${host} has no address.`), { code: 'ENOTFOUND' })
}

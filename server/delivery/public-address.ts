import { BlockList, isIP } from 'node:net'

/*
 * Which addresses are anybody's on the internet. All others are somebody's own network, where a
 * stranger could make this server knock. After the IANA IPv4 and IPv6 special-purpose registries.
 */
const notPublic = [
  '0.0.0.0/8', // this network
  '10.0.0.0/8', // private
  '100.64.0.0/10', // carrier-grade NAT
  '127.0.0.0/8', // loopback
  '169.254.0.0/16', // link-local, and the clouds' metadata
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocol assignments
  '192.0.2.0/24', // documentation
  '192.31.196.0/24', // AS112
  '192.52.193.0/24', // AMT
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16', // private
  '192.175.48.0/24', // AS112
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, broadcast
  // Within 2000::/3, the only IPv6 that is handed out:
  '2001::/23', // protocol assignments: Teredo, ORCHID, benchmarks
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4: an IPv4 address in disguise
  '2620:4f:8000::/48', // AS112
  '3fff::/20', // documentation
]

const refused = rangesOf(notPublic)
/** Only what is handed out, so that mapped, compatible, NAT64, local and multicast forms are out at once. */
const handedOut = rangesOf(['2000::/3'])

/** Whether it is a public unicast address. False for anything that is no address. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !refused.check(address, 'ipv4')
    case 6:
      return handedOut.check(address, 'ipv6') && !refused.check(address, 'ipv6')
    default:
      return false
  }
}

/** The ranges of texts such as `10.0.0.0/8`, `fd00::/8` or one address. Throws for what is neither. */
export function rangesOf(texts: readonly string[]): BlockList {
  const list = new BlockList()
  for (const text of texts) {
    const range = parseRange(text)
    if (range === undefined) throw new Error(`${text} is no range of addresses.`)
    list.addSubnet(range.address, range.bits, range.family)
  }
  return list
}

/** `undefined` for what is no range and no address. */
export function parseRange(
  text: string,
): { address: string; bits: number; family: 'ipv4' | 'ipv6' } | undefined {
  const [address = '', bits, ...rest] = text.split('/')
  const version = isIP(address)
  const most = version === 4 ? 32 : 128
  if (version === 0 || rest.length > 0) return undefined
  if (bits !== undefined && (!/^\d{1,3}$/.test(bits) || Number(bits) > most)) return undefined
  return {
    address,
    bits: bits === undefined ? most : Number(bits),
    family: version === 4 ? 'ipv4' : 'ipv6',
  }
}

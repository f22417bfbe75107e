import { expect, it } from 'vitest'
import { isPublicAddress, parseRange } from './public-address.ts'

const publicOnes = [
  ...['1.1.1.1', '8.8.8.8', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0'],
  ...['126.255.255.255', '128.0.0.0', '172.15.255.255', '172.32.0.0', '192.167.255.255'],
  ...['192.169.0.0', '198.17.255.255', '198.20.0.0', '223.255.255.255', '142.250.1.188'],
  ...['2001:4860:4860::8888', '2606:4700::1111', '2a00:1450:4001:80b::200e', '2620:fe::fe'],
]
const others: Record<string, string[]> = {
  unspecified: ['0.0.0.0', '0.1.2.3', '::'],
  loopback: ['127.0.0.1', '127.255.255.254', '::1'],
  private: ['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
  'carrier-grade NAT': ['100.64.0.1', '100.127.255.255'],
  'link-local': ['169.254.0.1', '169.254.169.254', 'fe80::1', 'fe80::1%eth0', 'febf::1'],
  multicast: ['224.0.0.1', '239.255.255.255', 'ff02::1', 'ff0e::1'],
  reserved: ['240.0.0.1', '255.255.255.255', '192.0.0.1', '198.18.0.1', '198.19.255.255'],
  documentation: ['192.0.2.1', '198.51.100.7', '203.0.113.9', '2001:db8::1', '3fff::1'],
  'unique local': ['fc00::1', 'fd00:ec2::254', 'fdff::1'],
  'site-local': ['fec0::1'],
  'IPv4-mapped': ['::ffff:127.0.0.1', '::ffff:8.8.8.8', '::ffff:7f00:1', '::ffff:a9fe:a9fe'],
  'IPv4-compatible': ['::127.0.0.1', '::8.8.8.8'],
  'IPv4-translated': ['::ffff:0:127.0.0.1', '::ffff:0:808:808'],
  NAT64: ['64:ff9b::127.0.0.1', '64:ff9b::808:808', '64:ff9b:1::1'],
  '6to4': ['2002:7f00:1::', '2002:a9fe:a9fe::1', '2002:808:808::1', '192.88.99.1'],
  Teredo: ['2001::1', '2001:0:7f00:1::'],
  ORCHID: ['2001:20::1', '2001:10::1'],
  'discard-only': ['100::1'],
  'segment routing': ['5f00::1'],
  'no address': ['', 'localhost', '127.1', '0x7f000001', '2130706433', '1.1.1', '1.1.1.1.1', ':'],
}

it.each(publicOnes)('%s is anybody’s', (address) => {
  expect(isPublicAddress(address)).toBe(true)
})

it.each(Object.entries(others))('%s is nobody’s to knock at', (_, addresses) => {
  expect(addresses.filter(isPublicAddress)).toEqual([])
})

it('reads ranges and single addresses, and nothing else', () => {
  expect(parseRange('10.0.0.0/8')).toEqual({ address: '10.0.0.0', bits: 8, family: 'ipv4' })
  expect(parseRange('fd00::/8')).toEqual({ address: 'fd00::', bits: 8, family: 'ipv6' })
  expect(parseRange('::1')).toEqual({ address: '::1', bits: 128, family: 'ipv6' })
  for (const text of ['10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', 'ntfy.lan', '/8', '::/129']) {
    expect(parseRange(text)).toBeUndefined()
  }
})

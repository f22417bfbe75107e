import { expect, it } from 'vitest'
import { record } from '../../db/testing/records-contract.ts'
import { usageDay } from '../../db/testing/usage-contract.ts'
import { emptyUsage } from '../../engine/usage.ts'
import { type Backup, backupFormat, backupVersion } from './backup.ts'
import { type Checks, readBackup } from './read-backup.ts'

const isEntry = (value: unknown) => typeof value === 'object' && value !== null && 'symbol' in value
const checks: Checks = { list: () => true, group: () => true, entry: isEntry, holding: () => true }

const backup: Backup = {
  format: backupFormat,
  version: backupVersion,
  madeAt: '2026-11-22T02:40:00.000Z',
  records: [
    record('a'),
    record('gone', { deleted: true, value: undefined, changedAt: 7 }),
    record('mine', { kind: 'list', value: { name: 'Mine' } }),
  ],
  choices: { theme: 'dark' },
  settings: { chart: { kind: 'line' } },
  usage: [usageDay('2026-11-22', 5)],
}

const read = (value: unknown) => readBackup(JSON.stringify(value), checks)
const withRecords = (...records: unknown[]) => ({ ...backup, records })

it('reads what was written, deletions included', () => {
  expect(read(backup)).toEqual({ type: 'read', backup, problems: [] })
})

it('refuses what is no backup, and says why', () => {
  expect(readBackup('{"format":', checks)).toEqual({ type: 'refused', why: 'unreadable' })
  expect(readBackup('', checks)).toEqual({ type: 'refused', why: 'unreadable' })
  for (const other of [null, [], 'text', { name: 'package' }, { ...backup, records: {} }]) {
    expect(read(other)).toEqual({ type: 'refused', why: 'foreign' })
  }
  expect(read({ ...backup, version: '1' })).toEqual({ type: 'refused', why: 'foreign' })
})

it('refuses the file of a newer version, whatever is in it', () => {
  expect(read({ ...backup, version: backupVersion + 1 })).toEqual({
    type: 'refused',
    why: 'newer',
  })
})

it('refuses more than anybody has', () => {
  expect(read(withRecords(...Array.from({ length: 50_001 }, () => 0)))).toEqual({
    type: 'refused',
    why: 'too-large',
  })
})

it('tells of each thing what is wrong with it, and takes the others', () => {
  const reading = read(
    withRecords(
      'text',
      record('a', { value: { price: 1 } }),
      { ...record('b'), kind: 'dream' },
      { ...record(''), id: '' },
      record('c', { changedAt: 1.5 }),
      record('c', { changedAt: -1 }),
      record('c', { changedAt: 9e15 }),
      { ...record('d'), deleted: 'no' },
      record('fine'),
    ),
  )
  expect(reading).toMatchObject({ backup: { records: [record('fine')] } })
  expect(reading).toMatchObject({
    problems: [
      { place: 1, kind: undefined, why: 'shape' },
      { place: 2, kind: 'entry', why: 'value' },
      { place: 3, kind: undefined, why: 'kind' },
      { place: 4, kind: 'entry', why: 'id' },
      { place: 5, kind: 'entry', why: 'time' },
      { place: 6, kind: 'entry', why: 'time' },
      { place: 7, kind: 'entry', why: 'time' },
      { place: 8, kind: 'entry', why: 'shape' },
    ],
  })
})

it('leaves out choices that are no text and days that are none, and says so', () => {
  const sse = { ...emptyUsage(), bytesUp: -1 }
  const reading = read({
    ...backup,
    choices: { theme: 'dark', mode: 3 },
    usage: [...backup.usage, usageDay('today', 5), usageDay('2026-11-21', 5, { uses: { sse } })],
  })
  expect(reading).toMatchObject({
    backup: { choices: { theme: 'dark' }, usage: backup.usage },
    problems: [
      { part: 'choices', place: 'mode' },
      { part: 'usage', place: 2 },
      { part: 'usage', place: 3 },
    ],
  })
})

it('does without what an older or a mended file has not', () => {
  const { format, version, records } = backup
  expect(read({ format, version, records })).toMatchObject({
    type: 'read',
    backup: { choices: {}, settings: {}, usage: [] },
    problems: [],
  })
})

import { expect, it } from 'vitest'
import { emptyColumns } from '../../chart/columns.ts'
import { csvOf } from './csv.ts'

it('writes candles as any program reads them', () => {
  const columns = {
    time: [Date.UTC(2024, 7, 8, 23, 54) / 1_000, Date.UTC(2024, 7, 8, 23, 55) / 1_000],
    open: [61_837.6, 0.1],
    high: [61_900, 1234567.5],
    low: [61_800.25, 0.1],
    close: [61_850, 0.3],
    volume: [0.0000001, null],
    rewrites: 0,
  }
  expect(csvOf(columns, 2)).toBe(
    [
      'time,open,high,low,close,volume',
      '2024-08-08T23:54:00.000Z,61837.60,61900.00,61800.25,61850.00,0.0000001',
      '2024-08-08T23:55:00.000Z,0.10,1234567.50,0.10,0.30,',
      '',
    ].join('\r\n'),
  )
})

it('writes whole volumes whole', () => {
  const columns = {
    ...emptyColumns(),
    time: [0],
    open: [1],
    high: [1],
    low: [1],
    close: [1],
    volume: [100],
  }
  expect(csvOf(columns, 0).split('\r\n')[1]).toBe('1970-01-01T00:00:00.000Z,1,1,1,1,100')
})

import { expect, it } from 'vitest'
import { fileName } from './files.ts'

it('names a file so that every system takes it', () => {
  expect(fileName(['KRAKEN:BTC/USD', '5m'], 'csv')).toBe('KRAKEN-BTC-USD-5m.csv')
  expect(fileName(['BTCUSDT', '1w'], 'png')).toBe('BTCUSDT-1w.png')
})

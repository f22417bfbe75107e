import { afterEach, expect, it } from 'vitest'
import { korean } from '../../words/korean.ts'
import { speak } from '../../words/words.ts'
import { codeOf } from './native-name.ts'

afterEach(() => speak('en'))

it('finds the code of a coin by its name in the language of the person, or the beginning of it', async () => {
  await speak('ko')
  expect(['비트코인', '비트', '비트코인 캐', '리플', '클래식'].map(codeOf)).toEqual([
    'BTC',
    'BTC',
    'BCH',
    'XRP',
    'ETC',
  ])
  expect(korean.coins.BTC).toBe('비트코인')
})

it('leaves alone what is no name of a coin', () => {
  expect(['btc', '비트코인', 'bitcoin cash', '', '삼성전자'].map(codeOf)).toEqual([
    'btc',
    '비트코인',
    'bitcoin cash',
    '',
    '삼성전자',
  ])
})

import { expect, it } from 'vitest'
import { makeLog } from './log.ts'

function logged(write: (log: ReturnType<typeof makeLog>) => void): unknown[] {
  const lines: string[] = []
  write(makeLog({ level: 'info', destination: { write: (line) => lines.push(line) } }))
  return lines.map((line) => JSON.parse(line))
}

it('writes one JSON object a line, from its level up', () => {
  const lines = logged((log) => {
    log.debug({}, 'unseen')
    log.warn({ venue: 'BINANCE' }, 'seen')
  })
  expect(lines).toEqual([
    { level: 'warn', time: expect.stringMatching(/Z$/), venue: 'BINANCE', msg: 'seen' },
  ])
})

it('never writes a secret', () => {
  const headers = { authorization: 'Bearer secret', cookie: 'secret' }
  const lines = logged((log) => {
    log.info({ authorization: 'secret', token: 'secret' }, 'one')
    log.info({ headers }, 'two')
    log.info({ request: { headers } }, 'three')
  })
  expect(JSON.stringify(lines)).not.toContain('secret')
})

it('writes what went wrong with its stack', () => {
  const [line] = logged((log) => log.error({ err: new Error('Broken.') }, 'failed'))
  expect(line).toMatchObject({
    err: { message: 'Broken.', stack: expect.stringContaining('Error') },
  })
})

import { expect, it } from 'vitest'
import { createTally } from '../../engine/insight.ts'
import { emptyDay } from '../../engine/usage.ts'
import { type Findings, makeReport, reportText } from './report.ts'

const findings: Findings = {
  at: Date.UTC(2026, 10, 22, 3, 4, 5),
  status: undefined,
  conditions: {
    visible: true,
    online: true,
    battery: { level: 0.4, charging: false },
    network: 'unknown',
    saveData: false,
    mobile: true,
    mode: 'auto',
    budgetBytes: 5_000_000,
    forced: undefined,
  },
  insight: {
    since: Date.UTC(2026, 10, 22, 3),
    usage: emptyDay('2026-11-22'),
    counts: createTally().read(),
    asked: ['BTCUSDT'],
    keeping: 'lasting',
  },
  host: 'service',
  restarts: 2,
  workerVersion: 'abc',
  pageVersion: 'index-1.js',
  userAgent: 'A browser',
  timeZone: 'Asia/Seoul',
  storage: { used: 1_000, quota: 2_000, lasting: false },
  transitions: [
    {
      at: Date.UTC(2026, 10, 22, 3, 1),
      from: 'live',
      to: 'waiting',
      transport: 'websocket',
      intervalMs: 250,
      reason: { type: 'closed', code: 1006, detail: '' },
    },
  ],
}

it('tells all that a fault is found by, a line each, and each transition with its cause', () => {
  const text = reportText(makeReport(findings))
  for (const line of [
    'report: ebb.diagnostics.1',
    'at: 2026-11-22T03:04:05.000Z',
    'restarts: 2',
    'asked: ["BTCUSDT"]',
    'counts: {"frames":0,"changes":0,"merged":0,"gaps":0}',
    '2026-11-22T03:01:00.000Z  live > waiting  websocket 250 ms  {"type":"closed","code":1006,"detail":""}',
  ]) {
    expect(text.split('\n')).toContain(line)
  }
})

it('can be made before anything is known', () => {
  const bare = { ...findings, status: undefined, insight: undefined, transitions: [] }
  expect(() => reportText(makeReport(bare))).not.toThrow()
  expect(JSON.parse(JSON.stringify(makeReport(bare)))).toMatchObject({ restarts: 2 })
})

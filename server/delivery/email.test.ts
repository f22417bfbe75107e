import { expect, it, onTestFinished } from 'vitest'
import type { Parcel } from '../storage/alerts/alerts.ts'
import { alert, target } from '../storage/testing/alerts.ts'
import { makeMailer } from './email.ts'
import { startMailServer } from './testing/mail-server.ts'

const now = Date.UTC(2026, 10, 22, 12)

async function mailer(refuse?: (to: string) => number | undefined) {
  const { url, letters } = await startMailServer(refuse)
  const made = makeMailer({ url, from: 'Ebb <ebb@example.org>' })
  onTestFinished(made.stop)
  return { ...made, letters }
}

function parcel({ note = '' } = {}): Parcel {
  const { rule } = alert('a1', 'anna')
  const keys = { origin: 'https://ebb.example', unsubscribe: 'secret', confirmedAt: now }
  return {
    user: 'anna',
    notification: {
      ...{ id: 'n1', sequence: 1, at: now, readAt: undefined },
      event: {
        ...{ type: 'alert', alert: 'a1', rule: { ...rule, note } },
        ...{ price: '70000.10', venue: 'OKX', time: now },
      },
    },
    target: target('t1', 'anna', {
      ...{ channel: 'email', address: 'anna@example.org', keys: JSON.stringify(keys) },
    }),
    attempts: 1,
  }
}

it('tells a confirmed address, with a way out that needs one click', async () => {
  const { carry, letters } = await mailer()
  expect(await carry(parcel(), { silently: false })).toEqual({ type: 'sent' })
  const [{ to, text } = { to: '', text: '' }] = letters
  const whole = text
    .replace(/\n[ \t]+/g, ' ')
    .replace(/=\n/g, '')
    .replace(/=3D/g, '=')
  expect(to).toBe('anna@example.org')
  expect(whole).toContain('Subject: BTC above 70,000')
  expect(whole).toContain('70,000.10 at OKX, Nov 22, 12:00 UTC')
  expect(whole).toContain('https://ebb.example/i/BTCUSDT')
  expect(whole).toContain('Message-ID: <n1.t1@ebb.example>')
  const leave = 'https://ebb.example/unsubscribe?user=anna&channel=t1&key=secret'
  expect(whole).toContain(`List-Unsubscribe: <${leave}>`)
  expect(whole).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
})

it('tells an address nothing before it is confirmed', async () => {
  const { carry, letters } = await mailer()
  const unconfirmed = parcel()
  unconfirmed.target.keys = JSON.stringify({ origin: 'https://ebb.example', unsubscribe: 's' })
  expect(await carry(unconfirmed, { silently: false })).toMatchObject({ type: 'withheld' })
  expect(letters).toEqual([])
})

it('lets no note become a header', async () => {
  const { carry, letters } = await mailer()
  await carry(parcel({ note: 'x\r\nBcc: evil@example.org\r\n.\r\nQUIT' }), { silently: false })
  expect(letters).toHaveLength(1)
  expect(letters[0]?.text.split('\n\n')[0]).not.toContain('Bcc')
})

it('sends the code that confirms an address', async () => {
  const { confirm, letters } = await mailer()
  const asked = { address: 'anna@example.org', code: '012345', language: 'en' }
  expect(await confirm(asked)).toEqual({ type: 'sent' })
  expect(letters[0]?.text).toContain('Subject: 012345 is your code for Ebb')
})

it('takes 5xx for the mail server’s last word, and all else for passing', async () => {
  const asked = (address: string) => ({ address, code: '012345', language: 'en' })
  const { confirm } = await mailer((to) => (to.startsWith('no') ? 550 : 451))
  expect(await confirm(asked('no@example.org'))).toMatchObject({ type: 'failed' })
  expect(await confirm(asked('later@example.org'))).toMatchObject({ type: 'retry' })
  const nobody = makeMailer({ url: 'smtp://127.0.0.1:1', from: 'ebb@example.org' })
  onTestFinished(nobody.stop)
  expect(await nobody.confirm(asked('a@example.org'))).toEqual({
    ...{ type: 'retry', trouble: { code: 'mail-unreachable' }, afterMs: undefined },
  })
})

import type { Transporter } from 'nodemailer'
import type SMTPTransport from 'nodemailer/lib/smtp-transport'
import { notificationText } from '../../shared/notification-text.ts'
import type { Trouble } from '../../shared/trouble.ts'
import type { Attempt } from './attempt.ts'
import type { Carrier } from './courier.ts'
import { confirmationText, emailWords } from './email-words.ts'
import { pageFor } from './page-address.ts'
import { readEmailKeys } from './target-keys.ts'

export interface Mailer {
  carry: Carrier
  /** Sends the code that confirms an address. */
  confirm(what: { address: string; code: string; language: string }): Promise<Attempt>
  stop(): void
}

export interface MailerOptions {
  /** `smtp://` or `smtps://`, with user and password. */
  url: string
  /** Whom it comes from. */
  from: string
}

const waitMs = 15_000

export function makeMailer({ url, from }: MailerOptions): Mailer {
  let opened: Promise<Transporter> | undefined

  /** Read with the first e-mail, not at each start. */
  async function open(): Promise<Transporter> {
    const { createTransport } = await import('nodemailer')
    return createTransport(smtpOptions(url))
  }

  async function send(mail: SMTPTransport.MailOptions): Promise<Attempt> {
    try {
      opened ??= open()
      const transport = await opened
      await transport.sendMail({ from, ...mail })
      return { type: 'sent' }
    } catch (error) {
      return attemptOfError(error)
    }
  }

  return {
    async carry({ notification, target, user }) {
      const keys = readEmailKeys(target.keys)
      if (keys.confirmedAt === undefined) {
        return { type: 'withheld', trouble: { code: 'unconfirmed' } }
      }
      const words = emailWords(target.language)
      const { event, id } = notification
      const { title, body } = notificationText(event, { ...keys, language: target.language })
      const leave = new URL('/unsubscribe', keys.origin)
      leave.search = new URLSearchParams({
        user,
        channel: target.id,
        key: keys.unsubscribe,
      }).toString()
      return send({
        to: { name: '', address: target.address },
        subject: title,
        text: `${body}\n\n${pageFor(event, keys.origin)}\n\n-- \n${words.why}\n${words.leave} ${leave}\n`,
        // The same of each copy, so that the second one is known.
        messageId: `<${id}.${target.id}@${new URL(keys.origin).hostname}>`,
        headers: {
          'Auto-Submitted': 'auto-generated',
          'List-Unsubscribe': `<${leave}>`,
          // RFC 8058: only over https may one click do it.
          ...(leave.protocol === 'https:' && {
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          }),
        },
      })
    },
    confirm: ({ address, code, language }) =>
      send({
        to: { name: '', address },
        ...confirmationText(code, language),
        headers: { 'Auto-Submitted': 'auto-generated' },
      }),
    stop: () => void opened?.then((transport) => transport.close()),
  }
}

function smtpOptions(url: string): SMTPTransport.Options {
  const { protocol, hostname, port, username, password } = new URL(url)
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    secure: protocol === 'smtps:',
    ...(port !== '' && { port: Number(port) }),
    ...(username !== '' && {
      auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    }),
    connectionTimeout: waitMs,
    greetingTimeout: waitMs,
    socketTimeout: waitMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** 5xx is the mail server's last word; all else may pass. Never repeats what it said: it may name our user. */
function attemptOfError(error: unknown): Attempt {
  const has = (name: string) =>
    typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined
  const status = has('responseCode')
  const later = (trouble: Trouble): Attempt => ({ type: 'retry', trouble, afterMs: undefined })
  if (has('code') === 'EAUTH') return later({ code: 'mail-login' })
  if (typeof status !== 'number') return later({ code: 'mail-unreachable' })
  if (status >= 500) return { type: 'failed', trouble: { code: 'mail-refused', status } }
  return later({ code: 'mail-later', status })
}

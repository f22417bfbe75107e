import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { languageOf } from '../../shared/notification-text.ts'

export interface UnsubscribeOptions {
  /** False where there is no such channel, or it is another's key. */
  unsubscribe(user: string, channel: string, key: string): Promise<boolean>
}

const words = {
  en: {
    question: 'No more e-mails about alerts?',
    button: 'Unsubscribe',
    done: 'No more e-mails will come to this address.',
    none: 'This address is no longer told of anything.',
  },
  ko: {
    question: '알림 메일을 그만 받으시겠습니까?',
    button: '수신 거부',
    done: '이 주소로 더 이상 메일이 가지 않습니다.',
    none: '이 주소로는 이미 아무것도 보내지 않습니다.',
  },
  'zh-Hans': {
    question: '不再接收提醒邮件？',
    button: '退订',
    done: '不会再向此地址发送邮件。',
    none: '此地址已不再接收任何通知。',
  },
}

/**
 * Where the link in an e-mail leads. Only a POST ends anything: mail servers look at links before
 * anybody reads. It needs no session and, as the one click of RFC 8058 comes from a mail server, no
 * origin; the key in the link is the permission.
 */
export function unsubscribeRoute({ unsubscribe }: UnsubscribeOptions): Hono {
  return new Hono()
    .get('/unsubscribe', (c) => {
      const { question, button } = wordsFor(c)
      const form = html`<p>${question}</p>
        <form method="post"><button>${button}</button></form>`
      return c.html(page(c, form), 200, privately)
    })
    .post('/unsubscribe', async (c) => {
      const [user, channel, key] = ['user', 'channel', 'key'].map((name) => parameter(c, name))
      const isGone = await unsubscribe(user ?? '', channel ?? '', key ?? '')
      const { done, none } = wordsFor(c)
      return c.html(page(c, html`<p>${isGone ? done : none}</p>`), 200, privately)
    })
}

/** The address has a key in it. */
const privately = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }

function parameter(c: Context, name: string): string {
  return (c.req.query(name) ?? '').slice(0, 64)
}

/** A mail program's browser needn't be the one that the app speaks to. */
function spoken(c: Context): keyof typeof words {
  return languageOf(c.req.header('accept-language')?.split(/[,;]/)[0] ?? 'en')
}

function wordsFor(c: Context): (typeof words)['en'] {
  return words[spoken(c)]
}

function page(c: Context, content: ReturnType<typeof html>): ReturnType<typeof html> {
  return html`<!doctype html>
    <html lang="${spoken(c)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <title>Ebb</title>
      </head>
      <body>
        ${content}
      </body>
    </html>`
}

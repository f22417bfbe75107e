import { type Context, Hono } from 'hono'
import { html } from 'hono/html'

export interface UnsubscribeOptions {
  /** False where there is no such channel, or it is another's key. */
  unsubscribe(user: string, channel: string, key: string): Promise<boolean>
}

/**
 * Where the link in an e-mail leads. Only a POST ends anything: mail servers look at links before
 * anybody reads. It needs no session and, as the one click of RFC 8058 comes from a mail server, no
 * origin; the key in the link is the permission.
 */
export function unsubscribeRoute({ unsubscribe }: UnsubscribeOptions): Hono {
  return new Hono()
    .get('/unsubscribe', (c) =>
      c.html(
        page(html`<p>No more e-mails about alerts?</p>
          <form method="post"><button>Unsubscribe</button></form>`),
        200,
        privately,
      ),
    )
    .post('/unsubscribe', async (c) => {
      const isGone = await unsubscribe(
        parameter(c, 'user'),
        parameter(c, 'channel'),
        parameter(c, 'key'),
      )
      const sentence = isGone
        ? 'No more e-mails will come to this address.'
        : 'This address is no longer told of anything.'
      return c.html(page(html`<p>${sentence}</p>`), 200, privately)
    })
}

/** The address has a key in it. */
const privately = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }

function parameter(c: Context, name: string): string {
  return (c.req.query(name) ?? '').slice(0, 64)
}

function page(content: ReturnType<typeof html>): ReturnType<typeof html> {
  return html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <meta name="color-scheme" content="light dark" />
      <title>Ebb</title>
      <body>${content}</body>
    </html>`
}

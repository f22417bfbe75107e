import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { type Context, Hono } from 'hono'
import { etag } from 'hono/etag'
import { isPage } from '../../shared/paths.ts'
import { nothingHere } from '../http/problem.ts'

/**
 * The built client. What is under /assets/ has its content's hash in its name and never changes;
 * all else is asked for anew each time, so that a new version is seen at once.
 */
export function staticRoutes({ folder }: { folder: string }): Hono {
  const app = new Hono()
  const index = join(folder, 'index.html')
  if (!existsSync(index)) {
    return app.get('*', (c) => {
      if (!isNavigation(c)) return nothingHere()
      return c.text("The client isn't built yet. Run: npm run build\n", 503)
    })
  }
  app.use('*', async (c, next) => {
    await next()
    const isAsset = c.req.path.startsWith('/assets/') && c.res.ok
    const cache = isAsset ? 'public, max-age=31536000, immutable' : 'no-cache'
    if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', cache)
  })
  app.use('*', etag())
  app.get('*', serveStatic({ root: folder, precompressed: true }))
  const page = serveStatic({ root: folder, path: 'index.html', precompressed: true })
  app.get('*', async (c, next) => {
    // A page is there for whoever asks: what previews a link says neither mode nor type.
    const isThere = isPage(c.req.path)
    if (!isThere && !isNavigation(c)) return nothingHere()
    const answer = await page(c, next)
    if (!answer || isThere) return answer
    // The app says so itself, in its user's language.
    return new Response(answer.body, { status: 404, headers: answer.headers })
  })
  return app
}

/** Whether a person opens a page, rather than a page asking for a part of itself. */
function isNavigation(c: Context): boolean {
  const mode = c.req.header('sec-fetch-mode')
  if (mode !== undefined) return mode === 'navigate'
  return c.req.header('accept')?.includes('text/html') ?? false
}

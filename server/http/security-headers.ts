import type { HttpBindings } from '@hono/node-server'
import type { MiddlewareHandler } from 'hono'
import { isEncrypted } from './client.ts'

/**
 * What a page of ours may load, and from where: nothing, but what is listed. Scripts are files of
 * this server alone, and text becomes markup or a script's address only by the two policies that the
 * client names (Trusted Types): the templates of its components, and the addresses of its workers.
 * Styles are set by scripts through CSSOM, which no policy forbids.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  // Its own sockets included (CSP level 3, section 6.7.2.8).
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types ebb-template ebb-worker',
].join('; ')

/**
 * What the app uses, and what neither it nor anybody in its name ever will. Without `bluetooth` and
 * `web-share`: where the system has none, Chromium warns in every page's console that it doesn't know
 * them, and elsewhere they are for this server's own pages alone as it is.
 */
const permissionsPolicy = [
  ...[
    'autoplay',
    'clipboard-write',
    'fullscreen',
    'publickey-credentials-create',
    'publickey-credentials-get',
  ].map((feature) => `${feature}=(self)`),
  ...[
    'accelerometer',
    'camera',
    'clipboard-read',
    'display-capture',
    'encrypted-media',
    'geolocation',
    'gyroscope',
    'hid',
    'idle-detection',
    'local-fonts',
    'magnetometer',
    'microphone',
    'midi',
    'otp-credentials',
    'payment',
    'picture-in-picture',
    'screen-wake-lock',
    'serial',
    'storage-access',
    'usb',
    'window-management',
    'xr-spatial-tracking',
  ].map((feature) => `${feature}=()`),
].join(', ')

/** On every answer, whatever it is (OWASP ASVS 5.0, V3.4); but for streams, which no permission is for. */
export const securityHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'permissions-policy': permissionsPolicy,
  'cross-origin-opener-policy': 'same-origin',
  // Pages of EBB_ORIGINS ask by CORS, to which this doesn't apply.
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const

const strictTransport = 'max-age=31536000; includeSubDomains'

/** Adds them to what is answered further in, unless that says otherwise itself. */
export function secureAnswers({
  trustProxy,
}: {
  trustProxy: boolean
}): MiddlewareHandler<{ Bindings: HttpBindings }> {
  return async (c, next) => {
    await next()
    // A stream has written its own head, and has them in it.
    if (c.res.headers.has('x-hono-already-sent')) return
    for (const [name, value] of Object.entries(securityHeaders)) {
      if (!c.res.headers.has(name)) c.res.headers.set(name, value)
    }
    // A browser ignores it over plain http (RFC 6797, section 8.1), and so may be spared it.
    if (isEncrypted(c.env.incoming, trustProxy)) {
      c.res.headers.set('strict-transport-security', strictTransport)
    }
  }
}

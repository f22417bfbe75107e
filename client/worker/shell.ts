import { cleanupOutdatedCaches, PrecacheController, PrecacheRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'

/** What the server answers itself, whatever is cached. */
const notOurs = [
  /^\/api\//,
  /^\/ws\//,
  /^\/unsubscribe\?/,
  /^\/(healthz|readyz|metrics|openapi\.json)$/,
]

/** The app's own files: cached at install, served from there, the same version together. */
export interface Shell {
  install(event: ExtendableEvent): Promise<unknown>
  activate(event: ExtendableEvent): Promise<unknown>
}

export function createShell(manifest: { url: string; revision: string | null }[]): Shell {
  const precache = new PrecacheController()
  precache.addToCacheList(manifest)
  registerRoute(new PrecacheRoute(precache))
  if (precache.getCacheKeyForURL('/index.html') !== undefined) {
    const page = precache.createHandlerBoundToURL('/index.html')
    registerRoute(new NavigationRoute(page, { denylist: notOurs }))
  }
  cleanupOutdatedCaches()
  return {
    install: (event) => precache.install(event),
    activate: (event) => precache.activate(event),
  }
}

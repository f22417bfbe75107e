/** What browsers have of Trusted Types, as far as it is asked for here; some have none. */
interface PolicyMaker {
  createPolicy(
    name: string,
    rules: { createScriptURL(address: string): string },
  ): { createScriptURL(address: string): string }
}

declare global {
  interface Window {
    readonly trustedTypes?: PolicyMaker
  }
}

const rules = {
  createScriptURL(address: string): string {
    if (new URL(address, location.href).origin === location.origin) return address
    throw new TypeError(`${address} is no script of this server.`)
  },
}

/** The server's policy names it: no other script may become a worker (server/http/security-headers.ts). */
const policy = window.trustedTypes?.createPolicy('ebb-worker', rules) ?? rules

/**
 * The address of a worker's script, as the page may start it. Where there are Trusted Types it is a
 * TrustedScriptURL, which reads as the text that it stands for.
 */
export function scriptAddress(address: string): string {
  return policy.createScriptURL(address)
}

import type { DocumentStore } from '../storage/storage.ts'
import { loadWebPush } from './load-web-push.ts'

/** Who this server is to push services (RFC 8292): the application server's key pair, base64url. */
export interface VapidKeys {
  publicKey: string
  privateKey: string
}

const documentName = 'vapid'

/**
 * Made at the first use and kept, so that all servers of a database are one; what the operator has set
 * goes first. With other keys than those that a browser has subscribed with, its service refuses: the
 * app compares the key at each start, and subscribes anew.
 */
export function makeVapid({
  documents,
  chosen,
}: {
  documents: Pick<DocumentStore, 'read' | 'replace'>
  chosen: VapidKeys | undefined
}): () => Promise<VapidKeys> {
  let known = chosen

  return async () => {
    if (known !== undefined) return known
    const kept = await documents.read(documentName)
    if (kept === undefined) {
      const { default: webPush } = await loadWebPush()
      const text = JSON.stringify(webPush.generateVAPIDKeys())
      // Where another server was faster, its keys are everybody's.
      await documents.replace(documentName, { was: undefined, text })
    }
    known = parseKeys(kept ?? (await documents.read(documentName)))
    return known
  }
}

function parseKeys(text: string | undefined): VapidKeys {
  const value: unknown = JSON.parse(text ?? 'null')
  if (
    typeof value === 'object' &&
    value !== null &&
    'publicKey' in value &&
    'privateKey' in value
  ) {
    const { publicKey, privateKey } = value
    if (typeof publicKey === 'string' && typeof privateKey === 'string') {
      return { publicKey, privateKey }
    }
  }
  throw new Error(`The document “${documentName}” holds no keys. Remove it, and new ones are made.`)
}

declare global {
  interface Window {
    ebbErrors?: string[]
  }
}

/** A person at a page of Ebb, in whichever browser. */
export interface Visitor {
  open(address: string): Promise<void>
  click(selector: string): Promise<void>
  /** Runs in the page; self-contained, since it is sent as source. */
  ask<T>(question: (argument: string) => T, argument?: string): Promise<Awaited<T>>
  /** What went wrong in the page since it was opened, as it says itself. */
  errors(): Promise<string[]>
}

/** Makes a page write down its errors. Self-contained: it is sent as source. */
export function collectErrors(): void {
  const errors: string[] = []
  window.ebbErrors = errors
  addEventListener('error', (event) => errors.push(String(event.error ?? event.message)))
  addEventListener('unhandledrejection', (event) => errors.push(String(event.reason)))
  document.addEventListener('securitypolicyviolation', (event) => {
    const { effectiveDirective, blockedURI, sourceFile, lineNumber, sample } = event
    errors.push(`${effectiveDirective}: ${blockedURI} ${sample} ${sourceFile}:${lineNumber}`)
  })
}

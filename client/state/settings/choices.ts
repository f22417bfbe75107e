/** Under this all choices are kept in localStorage, see `createSetting`. */
const prefix = 'ebb.'
/** What concerns the device and not its user stays where it is, as do copies of what is kept elsewhere. */
const ofDevice: ReadonlySet<string> = new Set([
  'asked-to-keep',
  'install',
  'list-copy',
  'session',
  'told-refused',
  'unfinished',
])

/** All choices of the person as they are kept, by name. */
export function readChoices(): Record<string, string> {
  const found = keys().map((key) => [key.slice(prefix.length), localStorage.getItem(key)] as const)
  return Object.fromEntries(
    found.flatMap(([name, text]) => (text === null || ofDevice.has(name) ? [] : [[name, text]])),
  )
}

/** Puts them in the place of those that are here; every signal follows, in this tab as in others. */
export function takeChoices(choices: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(choices)) {
    if (ofDevice.has(name)) continue
    const key = prefix + name
    try {
      localStorage.setItem(key, text)
    } catch {
      // Refused or full: it is taken for as long as the page lives.
    }
    // A browser tells only the other tabs.
    dispatchEvent(new StorageEvent('storage', { key, newValue: text }))
  }
}

export function clearChoices(): void {
  for (const key of keys()) localStorage.removeItem(key)
}

function keys(): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix))
  } catch {
    return []
  }
}

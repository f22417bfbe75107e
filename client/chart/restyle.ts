/**
 * Calls `restyle` when the page's colours may be others: by the system, or by a choice, which is an
 * attribute of the root. Returns what stops it.
 */
export function watchStyle(restyle: () => void): () => void {
  const schemes = [
    matchMedia('(prefers-color-scheme: dark)'),
    matchMedia('(prefers-contrast: more)'),
  ]
  for (const scheme of schemes) scheme.addEventListener('change', restyle)
  const themes = new MutationObserver(restyle)
  themes.observe(document.documentElement, { attributes: true })
  return () => {
    for (const scheme of schemes) scheme.removeEventListener('change', restyle)
    themes.disconnect()
  }
}

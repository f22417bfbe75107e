// The chosen theme, before the first paint: later, a dark page would begin with a flash of white.
// A file and not inline, so that no policy needs to allow inline scripts; the app goes on from there
// in state/settings/appearance.ts.
;(() => {
  let theme
  try {
    theme = localStorage.getItem('ebb.theme')
  } catch {
    // Storage is refused: the system's theme it is.
  }
  if (theme !== 'light' && theme !== 'dark') return
  document.documentElement.setAttribute('data-theme', theme)
  for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
    meta.media = meta.dataset.scheme === theme ? 'all' : 'not all'
  }
})()

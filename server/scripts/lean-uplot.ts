import type { Plugin } from 'vite'

/** What uPlot hangs on itself for others to use, and the paths that it draws series with unless told otherwise. */
const unused = [
  { from: 'uPlot.assign = assign;', to: 'export { uPlot as default };' },
  { from: 'const linearPath = linear() ;', to: 'function setDefaults(' },
] as const

/**
 * Our chart paints everything but axes and crosshair itself, and asks uPlot for no path. What draws
 * lines, bars and splines is a fifth of uPlot, and stays in only because it can be reached from
 * outside. It is cut from the build; a uPlot that is written otherwise fails it.
 */
export function leanUplot(): Plugin {
  return {
    name: 'ebb:lean-uplot',
    apply: 'build',
    transform: {
      filter: { id: /\/uPlot\.esm\.js$/ },
      handler(code) {
        let lean = code
        for (const { from, to } of unused) {
          const start = lean.indexOf(from)
          const end = lean.indexOf(to, start)
          if (start < 0 || end < 0) {
            throw new Error(`uPlot has no "${from}" any more: mend server/scripts/lean-uplot.ts.`)
          }
          lean = lean.slice(0, start) + lean.slice(end)
        }
        return { code: `${lean}\nconst linearPath = null, pointsPath = null\n`, map: null }
      },
    },
  }
}

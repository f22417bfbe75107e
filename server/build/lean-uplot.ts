import type { Plugin } from 'vite'

/** From a text to the next, which stays. */
interface Cut {
  what: string
  from: string
  to: string
}

const cuts: readonly Cut[] = [
  { what: 'names and formats of dates', from: 'const months = [', to: 'const onlyWhole =' },
  { what: 'labels of time axes', from: 'const NL = "\\n";', to: 'function legendStroke(' },
  { what: 'what draws series', from: 'const linearPath = linear() ;', to: 'function setDefaults(' },
  {
    what: 'what others may use',
    from: 'uPlot.assign = assign;',
    to: 'export { uPlot as default };',
  },
]

/** What uPlot still names where it prepares for what it is then not asked for. */
const standIns = `
const nothing = () => {};
const fmtDate = nothing, timeAxisVal = nothing, timeAxisVals = nothing, timeAxisStamps = nothing;
const timeAxisSplitsMs = nothing, timeAxisSplitsS = nothing;
const timeSeriesVal = nothing, timeSeriesStamp = nothing, _timeSeriesStamp = null;
const _timeAxisStampsMs = null, _timeAxisStampsS = null, timeIncrsMs = [], timeIncrsS = [];
const linearPath = null, pointsPath = null;
`

/**
 * Our chart paints candles and lines itself and words its own axes: uPlot has the canvas, the axes'
 * places and the crosshair. A quarter of it is never asked for, and stays in a build only because it
 * could be reached from outside. It is cut; a uPlot that is written otherwise fails the build.
 */
export function leanUplot(): Plugin {
  return {
    name: 'ebb:lean-uplot',
    apply: 'build',
    transform: {
      filter: { id: /\/uPlot\.esm\.js$/ },
      handler: (code) => ({ code: cuts.reduce(cutOut, code) + standIns, map: null }),
    },
  }
}

function cutOut(code: string, { what, from, to }: Cut): string {
  const start = code.indexOf(from)
  const end = code.indexOf(to, start)
  if (start < 0 || end < 0) {
    throw new Error(`uPlot has ${what} elsewhere than it was: mend server/build/lean-uplot.ts.`)
  }
  return code.slice(0, start) + code.slice(end)
}

/** What is computed of candles and shown with them. */
export const indicatorTypes = ['sma', 'ema', 'bollinger', 'vwap', 'rsi', 'macd'] as const
export type IndicatorType = (typeof indicatorTypes)[number]

/** One as a person has set it up; its parameters in the order of `parametersOf`. */
export interface Indicator {
  type: IndicatorType
  parameters: readonly number[]
}

export type ParameterName = 'period' | 'deviations' | 'fast' | 'slow' | 'signal'

export interface Parameter {
  name: ParameterName
  least: number
  most: number
  /** Whole numbers, but for deviations, which go by halves. */
  step: number
  preset: number
}

const deviations: Parameter = { name: 'deviations', least: 0.5, most: 5, step: 0.5, preset: 2 }

export const parametersOf: Record<IndicatorType, readonly Parameter[]> = {
  sma: [whole('period', 20)],
  ema: [whole('period', 20)],
  bollinger: [whole('period', 20), deviations],
  vwap: [],
  rsi: [whole('period', 14)],
  macd: [whole('fast', 12), whole('slow', 26), whole('signal', 9)],
}

/** Averages come in several lengths; of the others one is enough. */
export const mostOf: Record<IndicatorType, number> = {
  sma: 3,
  ema: 3,
  bollinger: 1,
  vwap: 1,
  rsi: 1,
  macd: 1,
}

/** Of averages the lengths that people look at together, shortest first. */
const usualPeriods = [20, 50, 200]

/** The next one of its type that isn't there yet; `undefined` where there are as many as there may be. */
export function nextOf(type: IndicatorType, present: readonly Indicator[]): Indicator | undefined {
  const same = present.filter((each) => each.type === type)
  if (same.length >= mostOf[type]) return undefined
  const preset = parametersOf[type].map((parameter) => parameter.preset)
  if (mostOf[type] === 1) return { type, parameters: preset }
  const period = usualPeriods.find((one) => same.every(({ parameters }) => parameters[0] !== one))
  return { type, parameters: [period ?? 100] }
}

/** The parameter as near to `value` as it may be. */
export function fitted(value: number, { least, most, step, preset }: Parameter): number {
  if (!Number.isFinite(value)) return preset
  return Math.min(most, Math.max(least, Math.round(value / step) * step))
}

/** Tells one from the others, whatever object holds it. */
export function keyOf({ type, parameters }: Indicator): string {
  return [type, ...parameters].join(' ')
}

/** What was kept, as far as it can be read; each only once. */
export function parseIndicators(value: unknown): readonly Indicator[] {
  if (!Array.isArray(value)) return []
  const found: Indicator[] = []
  for (const each of value) {
    const one = parseIndicator(each)
    if (!one || found.some((other) => keyOf(other) === keyOf(one))) continue
    if (found.filter(({ type }) => type === one.type).length < mostOf[one.type]) found.push(one)
  }
  return found
}

function parseIndicator(value: unknown): Indicator | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { type: name, parameters } = value as Partial<Record<string, unknown>>
  const type = indicatorTypes.find((each) => each === name)
  if (type === undefined || !Array.isArray(parameters)) return undefined
  return {
    type,
    parameters: parametersOf[type].map((parameter, index) =>
      fitted(Number(parameters[index]), parameter),
    ),
  }
}

function whole(name: ParameterName, preset: number): Parameter {
  return { name, least: 2, most: 500, step: 1, preset }
}

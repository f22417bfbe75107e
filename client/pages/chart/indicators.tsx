import { For, Index, Show } from 'solid-js'
import type { ChartState } from '../../state/chart/chart.ts'
import { indicatorName } from '../../state/chart/legend.ts'
import {
  fitted,
  type Indicator,
  type IndicatorType,
  indicatorTypes,
  keyOf,
  mostOf,
  nextOf,
  parametersOf,
} from '../../state/indicators/indicator.ts'
import { IconButton } from '../../ui/button.tsx'
import { ChartNumber } from '../../ui/chart-number.tsx'
import { Switch } from '../../ui/switch.tsx'
import { chartWords } from '../../words/late/chart.ts'
import { chartSheetWords } from '../../words/late/chart-sheet.ts'

/** What is computed of the candles: averages in several lengths, of the others one. */
export function ChartIndicators(props: { chart: ChartState }) {
  return (
    <section class="sheet-part">
      <h2>{chartWords().indicators}</h2>
      <For each={indicatorTypes}>{(type) => <OfType chart={props.chart} type={type} />}</For>
    </section>
  )
}

function OfType(props: { chart: ChartState; type: IndicatorType }) {
  const all = () => props.chart.settings.value().indicators
  const own = () => all().filter(({ type }) => type === props.type)
  const change = (indicators: readonly Indicator[]) => props.chart.settings.change({ indicators })
  const name = () =>
    `${chartWords().indicator[props.type]} · ${chartSheetWords().indicators[props.type]}`
  const next = () => nextOf(props.type, all())
  const add = () => {
    const one = next()
    if (one) change([...all(), one])
  }
  const remove = (one: Indicator) => change(all().filter((each) => each !== one))
  return (
    <div class="indicator">
      <Show
        when={mostOf[props.type] === 1}
        fallback={
          <div class="indicator-line">
            <span>{name()}</span>
            <IconButton
              icon="add"
              label={chartSheetWords().addIndicator(name())}
              disabled={next() === undefined}
              onPress={add}
            />
          </div>
        }
      >
        <Switch
          label={name()}
          {...(props.type === 'vwap' ? { hint: chartSheetWords().vwapMeaning } : {})}
          on={own().length > 0}
          onSwitch={(on) => (on ? add() : change(all().filter(({ type }) => type !== props.type)))}
        />
      </Show>
      <Index each={own()}>
        {(one) => (
          <Parameters
            indicator={one()}
            onSet={(parameters) => change(replaced(all(), one(), parameters))}
            onRemove={mostOf[props.type] === 1 ? undefined : () => remove(one())}
          />
        )}
      </Index>
    </div>
  )
}

function Parameters(props: {
  indicator: Indicator
  onSet(parameters: readonly number[]): void
  onRemove: (() => void) | undefined
}) {
  return (
    <Show when={parametersOf[props.indicator.type].length > 0}>
      <div class="indicator-parameters">
        <For each={parametersOf[props.indicator.type]}>
          {(parameter, index) => (
            <ChartNumber
              label={chartSheetWords().parameters[parameter.name]}
              value={props.indicator.parameters[index()] ?? parameter.preset}
              least={parameter.least}
              most={parameter.most}
              step={parameter.step}
              onSet={(value) =>
                props.onSet(props.indicator.parameters.with(index(), fitted(value, parameter)))
              }
            />
          )}
        </For>
        <Show when={props.onRemove}>
          {(remove) => (
            <IconButton
              icon="remove"
              label={chartSheetWords().removeIndicator(indicatorName(props.indicator))}
              onPress={() => remove()()}
            />
          )}
        </Show>
      </div>
    </Show>
  )
}

/** With other parameters, unless another one has them already. */
function replaced(
  all: readonly Indicator[],
  one: Indicator,
  parameters: readonly number[],
): readonly Indicator[] {
  const next = { ...one, parameters }
  if (all.some((each) => keyOf(each) === keyOf(next))) return all
  return all.map((each) => (each === one ? next : each))
}

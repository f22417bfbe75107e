import { createMemo, Show } from 'solid-js'
import { bytesOf } from '../../engine/usage.ts'
import type { AppState } from '../../state/app-state.ts'
import { type BudgetChoice, budgets, bytesOfBudget } from '../../state/usage/budget.ts'
import type { UsageState } from '../../state/usage/usage.ts'
import { Progress } from '../../ui/energy-progress.tsx'
import { Group } from '../../ui/group.tsx'
import { Select } from '../../ui/select.tsx'
import { formatBytes } from '../../words/format.ts'
import { energyWords } from '../../words/late/energy.ts'

/** How much data a day may take, and how much of it is left. */
export function EnergyBudget(props: { app: AppState; usage: UsageState }) {
  const said = () => energyWords()
  const used = createMemo(() => bytesOf(props.usage.today()))
  const budget = () => props.app.budget.bytes()
  const options = () =>
    budgets.map((value: BudgetChoice) => {
      const bytes = bytesOfBudget(value)
      return { value, text: bytes === undefined ? said().noBudget : formatBytes(bytes) }
    })
  const text = (bytes: number) => {
    const amounts = [formatBytes(used()), formatBytes(bytes)] as const
    if (used() < bytes) return said().budgetUsed(...amounts)
    const isLive = props.app.mode.value() === 'live'
    return isLive ? said().budgetLive(...amounts) : said().budgetSpent(...amounts)
  }

  return (
    <Group title={said().budget} note={said().budgetHint}>
      <Select
        label={said().budget}
        hideLabel={true}
        options={options()}
        value={props.app.budget.value()}
        onChoose={props.app.budget.set}
      />
      <Show when={budget()}>
        {(bytes) => (
          <Progress text={text(bytes())} value={used()} max={bytes()} spent={used() >= bytes()} />
        )}
      </Show>
    </Group>
  )
}

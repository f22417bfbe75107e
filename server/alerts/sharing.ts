import type { StoredAlert } from '../storage/alerts/alerts.ts'

/**
 * Among a million alerts most say the same as others: whose price it was, how it stood, what happens
 * after it has fired. What storage has read comes as copies; this keeps one of each.
 */
export function makeSharing(): (alert: StoredAlert) => StoredAlert {
  const texts = new Map<string, string>()
  const repeats = new Map<string, StoredAlert['rule']['repeat']>()

  return (alert) => {
    const { rule } = alert
    const { repeat } = rule
    const asText =
      repeat.type === 'once' ? 'once' : `${repeat.hysteresisPercent} ${repeat.cooldownMs}`
    return {
      ...alert,
      user: shared(texts, alert.user, alert.user),
      memory: shared(texts, alert.memory, alert.memory),
      rule: {
        ...rule,
        symbol: shared(texts, rule.symbol, rule.symbol),
        repeat: shared(repeats, asText, repeat),
      },
    }
  }
}

function shared<Value>(all: Map<string, Value>, key: string, value: Value): Value {
  const first = all.get(key)
  if (first !== undefined) return first
  all.set(key, value)
  return value
}

import type { AlertRule, Evaluation } from '../../shared/alert.ts'
import type { StoredAlert } from '../storage/alerts/alerts.ts'
import type { Memory } from './watch.ts'

/** An alert, and what its watch remembers where it has one. */
export interface Packed {
  alert: StoredAlert
  memory: Memory | undefined
}

type Of<Type, Names extends readonly (keyof Type)[]> = { [At in keyof Names]: Type[Names[At]] }
type RuleFields = Of<
  AlertRule,
  ['symbol', 'condition', 'source', 'repeat', 'expiresAt', 'sessions', 'note', 'sound', 'paused']
>
type AlertFields = Of<
  StoredAlert,
  ['id', 'user', 'phase', 'since', 'memory', 'firings', 'createdAt', 'version']
>
type Fields = [
  alert: AlertFields,
  rule: RuleFields,
  firedAt: number | null,
  evaluated: Of<Evaluation, ['at', 'venue', 'price']> | null,
  watch: Of<Memory, ['zones', 'recovering']> | null,
]

/** As short a text as is no riddle: JSON without names. */
export function pack({ alert, memory }: Packed): string {
  const { id, user, rule, phase, since, evaluated, firings, firedAt, createdAt, version } = alert
  const { symbol, condition, source, repeat, expiresAt, sessions, note, sound, paused } = rule
  const fields: Fields = [
    [id, user, phase, since, alert.memory, firings, createdAt, version],
    [symbol, condition, source, repeat, expiresAt, sessions, note, sound, paused],
    firedAt ?? null,
    evaluated === undefined ? null : [evaluated.at, evaluated.venue, evaluated.price],
    memory === undefined ? null : [memory.zones, memory.recovering],
  ]
  return JSON.stringify(fields)
}

export function unpack(text: string): Packed {
  const fields: Fields = JSON.parse(text)
  const [alertFields, ruleFields, firedAt, looked, watch] = fields
  const [id, user, phase, since, memory, firings, createdAt, version] = alertFields
  const [symbol, condition, source, repeat, expiresAt, sessions, note, sound, paused] = ruleFields
  const rule = { symbol, condition, source, repeat, expiresAt, sessions, note, sound, paused }
  const evaluated =
    looked === null ? undefined : { at: looked[0], venue: looked[1], price: looked[2] }
  const alert = { id, user, rule, phase, since, memory, firings, createdAt, version, evaluated }
  return {
    alert: { ...alert, firedAt: firedAt ?? undefined },
    memory: watch === null ? undefined : { zones: watch[0], recovering: watch[1] },
  }
}

import type { AlertRule, Evaluation } from '../../shared/alert.ts'
import type { StoredAlert } from '../storage/alerts/alerts.ts'
import { blank, plainMemory } from './memory.ts'
import type { Memory } from './watch.ts'

/** An alert, and what its watch remembers where it has one. */
export interface Packed {
  alert: StoredAlert
  memory: Memory | undefined
}

/** Whose price it is at, as `nameOf` has it: not packed, but known to whoever packs. */
type InstrumentName = string | undefined

type Of<Type, Names extends readonly (keyof Type)[]> = { [At in keyof Names]: Type[Names[At]] }
type RuleFields = Of<
  AlertRule,
  ['symbol', 'condition', 'source', 'repeat', 'expiresAt', 'sessions', 'note', 'sound', 'paused']
>
type AlertFields = Of<
  StoredAlert,
  ['id', 'user', 'phase', 'since', 'firings', 'createdAt', 'version']
>
type Fields = [
  alert: AlertFields,
  rule: RuleFields,
  firedAt: number | null,
  evaluated: Of<Evaluation, ['at', 'venue', 'price']> | null,
  watch: Of<Memory, ['zones', 'recovering']> | null,
  /** Null where it says no more than the watch and the instrument do. */
  memory: string | null,
]

/** As short a text as is no riddle: JSON without names. */
export function pack({ alert, memory }: Packed, instrument: InstrumentName): string {
  const { id, user, rule, phase, since, evaluated, firings, firedAt, createdAt, version } = alert
  const fields: Fields = [
    [id, user, phase, since, firings, createdAt, version],
    fieldsOf(rule),
    firedAt ?? null,
    evaluated === undefined ? null : [evaluated.at, evaluated.venue, evaluated.price],
    memory === undefined ? null : [memory.zones, memory.recovering],
    memory !== undefined && alert.memory === plainMemory(memory, instrument) ? null : alert.memory,
  ]
  return JSON.stringify(fields)
}

/** Whoever has written them, and in whichever order of names. */
export function isSameRule(one: AlertRule, other: AlertRule): boolean {
  return JSON.stringify(fieldsOf(one)) === JSON.stringify(fieldsOf(other))
}

function fieldsOf(rule: AlertRule): RuleFields {
  const { symbol, condition, source, repeat, expiresAt, sessions, note, sound, paused } = rule
  return [symbol, condition, source, repeat, expiresAt, sessions, note, sound, paused]
}

export function unpack(text: string, instrument: InstrumentName): Packed {
  const fields: Fields = JSON.parse(text)
  const [alertFields, ruleFields, firedAt, looked, watch, kept] = fields
  const [id, user, phase, since, firings, createdAt, version] = alertFields
  const [symbol, condition, source, repeat, expiresAt, sessions, note, sound, paused] = ruleFields
  const rule = { symbol, condition, source, repeat, expiresAt, sessions, note, sound, paused }
  const evaluated =
    looked === null ? undefined : { at: looked[0], venue: looked[1], price: looked[2] }
  const watched = watch === null ? undefined : { zones: watch[0], recovering: watch[1] }
  const memory = kept ?? (watched === undefined ? blank : plainMemory(watched, instrument))
  const stands = { id, user, rule, phase, since, memory, evaluated }
  return {
    alert: { ...stands, firings, firedAt: firedAt ?? undefined, createdAt, version },
    memory: watched,
  }
}

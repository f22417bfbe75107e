import type { Generated } from 'kysely'

/** The tables, as the newest migration leaves them. */
export interface Schema {
  instruments: InstrumentsTable
  candles: CandlesTable
  documents: DocumentsTable
  users: UsersTable
  sessions: SessionsTable
  passkeys: PasskeysTable
  spent_challenges: SpentChallengesTable
  records: RecordsTable
  alerts: AlertsTable
  notifications: NotificationsTable
  targets: TargetsTable
  deliveries: DeliveriesTable
}

/** The number by which candles call an instrument. Rows are never removed. */
interface InstrumentsTable {
  key: Generated<number>
  /** An InstrumentId. */
  name: string
}

/** One row a candle; the key is (instrument, interval_s, time_s). */
interface CandlesTable {
  instrument: number
  interval_s: number
  /** Start, epoch seconds: two bytes less a row than milliseconds. */
  time_s: number
  /** Units of 10^-decimals. */
  open: number
  high: number
  low: number
  close: number
  /** Units of 10^-size_decimals. */
  volume: number
  /** In the row, because venues change how finely they count and the older rows stay true. */
  decimals: number
  size_decimals: number
  /** Which of two candles of the same time stays: see grade.ts. */
  grade: number
}

interface DocumentsTable {
  name: string
  text: string
}

/** Instants are epoch ms throughout. A user that goes takes all that is theirs along. */
interface UsersTable {
  id: string
  created_at: number
  /** The last sequence given out to a record, and to a notification. */
  record_sequence: number
  notification_sequence: number
  /** JSON: how they want to be told. */
  preferences: string
}

interface SessionsTable {
  id: string
  /** SHA-256 of the token: whoever reads the database can't be anybody. */
  hash: string
  user_id: string
  created_at: number
  seen_at: number
  /** What its user knows it by: `Firefox on Linux`. */
  device: string
  /** Since when another device of theirs wants no more pushes to this one; null where it may have some. */
  push_ended_at: number | null
}

interface PasskeysTable {
  /** The credential's id, base64url. */
  id: string
  user_id: string
  /** COSE key, base64url. */
  public_key: string
  counter: number
  /** JSON list. */
  transports: string
  device: string
  created_at: number
  used_at: number | null
}

/** What an authenticator has answered, and may not again. */
interface SpentChallengesTable {
  challenge: string
  spent_until: number
}

/** What users own, as `StoredRecord` of the client has it. */
interface RecordsTable {
  user_id: string
  kind: string
  id: string
  changed_at: number
  /** 1 of a tombstone. */
  deleted: number
  /** JSON; null of a tombstone. */
  value: string | null
  /** Of its last change here: what a device asks for from. */
  sequence: number
}

interface AlertsTable {
  id: string
  user_id: string
  symbol: string
  /** JSON of an AlertRule. */
  rule: string
  phase: string
  since: number
  /** JSON: what the watcher must remember over a restart. */
  memory: string
  evaluated_at: number | null
  evaluated_price: string | null
  evaluated_venue: string | null
  firings: number
  fired_at: number | null
  created_at: number
  version: number
  /** When its rule was made or changed last. */
  put_at: number
}

interface NotificationsTable {
  user_id: string
  sequence: number
  id: string
  at: number
  read_at: number | null
  /** JSON of a NotificationEvent. */
  event: string
}

/** Where a user wants to be told: a browser's push subscription, a webhook, an address. */
interface TargetsTable {
  id: string
  user_id: string
  /** The session whose browser it is; null of what is no browser's. */
  session_id: string | null
  channel: string
  /** An URL or an e-mail address. */
  address: string
  /** JSON: the keys to it. */
  keys: string
  language: string
  label: string
  created_at: number
  /** When it last took something, and since when it hasn't. */
  taken_at: number | null
  failing_since: number | null
}

/** The outbox: one row for each notification and target. It stays when its target goes: it is the evidence. */
interface DeliveriesTable {
  notification_id: string
  target_id: string
  user_id: string
  channel: string
  /** The target's, as its user knows it. */
  label: string
  state: string
  attempts: number
  /** When to try (again); of what is being sent: when it counts as not sent. */
  due_at: number
  /** Whoever is sending it: see `Holder`; null where only the lease tells whether they still are. */
  holder: number | null
  at: number
  trouble: string | null
}

import type { SqliteLink } from '../sqlite-link.ts'
import type { ChainRequest } from '../sqlite-messages.ts'
import { type AlertWriter, lookWith, turnWith, type Won } from './writer.ts'

const told = (name: string) => `@${name}`
const turn = `${turnWith(told)} where id = @id and version = @version`
const turnTold = `${turn} returning id`
const look = `${lookWith(told)} where id = @id`
/** Each statement takes what those before it returned. */
const note = [
  `update users set notification_sequence = notification_sequence + 1 where id = @user
    returning notification_sequence as sequence`,
  `insert into notifications (user_id, sequence, id, at, event)
    values (@user, @sequence, @notification, @toldAt, @event)`,
  `insert into deliveries
      (notification_id, target_id, user_id, channel, label, state, attempts, due_at, at)
    select @notification, id, user_id, channel, label, 'waiting', 0, @toldAt, @toldAt
      from targets where user_id = @user`,
]
/**
 * What a claim is folded into. It was won, so it is told even where its rule could be changed since,
 * because it couldn't be folded before.
 */
export const foldOfClaim = [turn, ...note]

/**
 * Row by row in SQLite's thread: a little less work for it than statements over all rows at once, and
 * none for the main thread, which would put together a text of a thousand parameters each time.
 */
export function makeSqliteWriter(link: SqliteLink): AlertWriter {
  async function ask(chain: Omit<ChainRequest, 'type'>): Promise<unknown[]> {
    return (await link.ask({ type: 'chain', ...chain }, 'rows')).rows
  }

  return {
    async claim(rows) {
      const ids = rows.map(({ id }) => id)
      const versions = rows.map(({ version }) => version)
      const firings = JSON.stringify(rows)
      return (await link.ask({ type: 'claim', ids, versions, firings }, 'rows')).rows as Won[]
    },
    async note(row) {
      const noted = await ask({ statements: note, rows: [row], durable: 'at-once' })
      return (noted as { sequence: number }[])[0]?.sequence
    },
    async settle(rows) {
      const turned = (await ask({ statements: [turnTold], rows, durable: 'soon' })) as {
        id: string
      }[]
      return turned.map(({ id }) => id)
    },
    async look(rows) {
      await ask({ statements: [look], rows, durable: 'soon' })
    },
  }
}

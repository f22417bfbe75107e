import { For, Show } from 'solid-js'

export interface TableRow {
  name: string
  cells: readonly { text: string; note?: string }[]
}

/** Figures in rows and columns; the first column names the rows. */
export function Table(props: {
  caption: string
  /** Of the names, and of each cell. */
  heads: readonly string[]
  rows: readonly TableRow[]
  total?: TableRow
}) {
  return (
    <div class="table-box">
      <table class="table">
        <caption class="visually-hidden">{props.caption}</caption>
        <thead>
          <tr>
            <For each={props.heads}>{(head) => <th scope="col">{head}</th>}</For>
          </tr>
        </thead>
        <tbody>
          <For each={props.rows}>{(row) => <Row row={row} />}</For>
        </tbody>
        <Show when={props.total}>
          {(total) => (
            <tfoot>
              <Row row={total()} />
            </tfoot>
          )}
        </Show>
      </table>
    </div>
  )
}

function Row(props: { row: TableRow }) {
  return (
    <tr>
      <th scope="row">{props.row.name}</th>
      <For each={props.row.cells}>
        {(cell) => (
          <td>
            {cell.text}
            <Show when={cell.note}>
              <small>{cell.note}</small>
            </Show>
          </td>
        )}
      </For>
    </tr>
  )
}

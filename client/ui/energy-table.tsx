import { Index, Show } from 'solid-js'

export interface TableRow {
  name: string
  cells: readonly { text: string; note?: string }[]
}

/** Figures in rows and columns; the first column names the rows. Figures that change stay where they are. */
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
            <Index each={props.heads}>{(head) => <th scope="col">{head()}</th>}</Index>
          </tr>
        </thead>
        <tbody>
          <Index each={props.rows}>{(row) => <Row row={row()} />}</Index>
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
      <Index each={props.row.cells}>
        {(cell) => (
          <td>
            {cell().text}
            <Show when={cell().note}>
              <small>{cell().note}</small>
            </Show>
          </td>
        )}
      </Index>
    </tr>
  )
}

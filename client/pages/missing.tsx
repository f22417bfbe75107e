import { createEffect } from 'solid-js'
import { paths } from '../../shared/paths.ts'
import { Empty } from '../ui/empty.tsx'
import { missingWords } from '../words/late/missing.ts'
import { words } from '../words/words.ts'

/** In the place of a page, at an address that has none. */
export function Missing() {
  createEffect(() => {
    document.title = `${missingWords().title} · ${words().appName}`
  })
  return (
    <article class="page">
      <h1 class="visually-hidden">{words().appName}</h1>
      <Empty icon="search" title={missingWords().title} text={missingWords().text}>
        <a class="button" data-kind="primary" href={paths.watchlist}>
          {missingWords().home}
        </a>
      </Empty>
    </article>
  )
}

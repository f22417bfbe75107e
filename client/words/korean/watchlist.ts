import type { Words } from '../english.ts'

export const watchlist: Words['watchlist'] = {
  title: '관심 종목',
}

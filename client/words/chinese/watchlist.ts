import type { Words } from '../english.ts'

export const watchlist: Words['watchlist'] = {
  title: '自选',
}

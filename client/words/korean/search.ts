import type { Words } from '../english.ts'

export const search: Words['search'] = {}

import type { Words } from '../english.ts'

export const portfolio: Words['portfolio'] = {}

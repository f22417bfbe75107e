import type { Words } from '../english.ts'

export const settings: Words['settings'] = {}

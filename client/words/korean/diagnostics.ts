import type { Words } from '../english.ts'

export const diagnostics: Words['diagnostics'] = {}

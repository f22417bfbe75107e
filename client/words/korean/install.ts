import type { Words } from '../english.ts'

export const install: Words['install'] = {}

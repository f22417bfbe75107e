import type { Words } from '../english.ts'

export const energy: Words['energy'] = {}

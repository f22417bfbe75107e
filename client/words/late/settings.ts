import { settings } from '../english/settings.ts'
import { translated } from '../words.ts'

export const settingsWords = () => translated()?.settings ?? settings

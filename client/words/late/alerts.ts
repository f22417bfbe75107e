import { alerts } from '../english/alerts.ts'
import { translated } from '../words.ts'

export const alertWords = () => translated()?.alerts ?? alerts

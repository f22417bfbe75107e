import { status } from '../english/status.ts'
import { translated } from '../words.ts'

export const statusWords = () => translated()?.status ?? status

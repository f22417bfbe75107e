import { notices } from '../english/notices.ts'
import { translated } from '../words.ts'

export const noticesWords = () => translated()?.notices ?? notices

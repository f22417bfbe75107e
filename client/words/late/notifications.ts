import { notifications } from '../english/notifications.ts'
import { translated } from '../words.ts'

export const notificationsWords = () => translated()?.notifications ?? notifications

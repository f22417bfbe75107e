import { push } from '../english/push.ts'
import { translated } from '../words.ts'

export const pushWords = () => translated()?.push ?? push

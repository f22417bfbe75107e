import { account } from '../english/account.ts'
import { translated } from '../words.ts'

export const accountWords = () => translated()?.account ?? account

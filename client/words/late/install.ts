import { install } from '../english/install.ts'
import { translated } from '../words.ts'

export const installWords = () => translated()?.install ?? install

import { missing } from '../english/missing.ts'
import { translated } from '../words.ts'

export const missingWords = () => translated()?.missing ?? missing

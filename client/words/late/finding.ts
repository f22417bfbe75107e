import { finding } from '../english/finding.ts'
import { translated } from '../words.ts'

export const findingWords = () => translated()?.finding ?? finding

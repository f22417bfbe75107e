import { diagnostics } from '../english/diagnostics.ts'
import { translated } from '../words.ts'

export const diagnosticsWords = () => translated()?.diagnostics ?? diagnostics

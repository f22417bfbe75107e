import { instrument } from '../english/instrument.ts'
import { translated } from '../words.ts'

export const instrumentWords = () => translated()?.instrument ?? instrument

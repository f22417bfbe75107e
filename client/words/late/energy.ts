import { energy } from '../english/energy.ts'
import { translated } from '../words.ts'

export const energyWords = () => translated()?.energy ?? energy

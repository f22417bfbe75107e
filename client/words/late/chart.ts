import { chart } from '../english/chart.ts'
import { translated } from '../words.ts'

export const chartWords = () => translated()?.chart ?? chart

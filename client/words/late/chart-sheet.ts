import { chartSheet } from '../english/chart-sheet.ts'
import { translated } from '../words.ts'

export const chartSheetWords = () => translated()?.chartSheet ?? chartSheet

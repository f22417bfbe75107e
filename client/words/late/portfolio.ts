import { portfolio } from '../english/portfolio.ts'
import { translated } from '../words.ts'

export const portfolioWords = () => translated()?.portfolio ?? portfolio

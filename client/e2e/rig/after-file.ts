import { afterAll } from 'vitest'
import { closeShared } from './chromium.ts'

// Run anew for each file, although what it imports is not.
afterAll(closeShared)

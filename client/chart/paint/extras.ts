import type { Scene } from '../scene.ts'
import { paintLevels } from './levels.ts'
import { paintCompare, paintCompareTag, paintOverlays } from './overlays.ts'
import { paintPanels } from './panels.ts'

/** Among the candles, where they are cut off with them. */
export function paintAmong(scene: Scene): void {
  paintCompare(scene)
  paintOverlays(scene)
}

/** Around them. */
export function paintAround(scene: Scene): void {
  paintPanels(scene)
  paintLevels(scene)
  paintCompareTag(scene)
}

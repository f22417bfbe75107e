import { Change } from './change.tsx'

/** A rise and a fall in the colours of a palette, whichever is in use around it. */
export function PaletteSample(props: { palette: string; up: string; down: string }) {
  return (
    <span class="palette-sample" data-palette={props.palette} aria-hidden="true">
      <Change way="up" text={props.up} />
      <Change way="down" text={props.down} />
    </span>
  )
}

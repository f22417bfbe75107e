import { createMemo, Show } from 'solid-js'

const width = 64
const height = 28

/** A line through `points`, from the oldest to the newest; nothing below two of them. `way` colours it. */
export function Sparkline(props: { points: readonly number[]; way: 'up' | 'down' | 'flat' }) {
  const path = createMemo(() => pathOf(props.points))
  return (
    <Show when={path()}>
      <svg
        class="spark"
        data-way={props.way}
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <path d={path()} vector-effect="non-scaling-stroke" />
      </svg>
    </Show>
  )
}

function pathOf(points: readonly number[]): string {
  if (points.length < 2) return ''
  const low = Math.min(...points)
  const span = Math.max(...points) - low
  const step = width / (points.length - 1)
  return points
    .map((point, index) => {
      const y = span === 0 ? height / 2 : height - 2 - ((point - low) / span) * (height - 4)
      return `${index === 0 ? 'M' : 'L'}${(index * step).toFixed(1)} ${y.toFixed(1)}`
    })
    .join('')
}

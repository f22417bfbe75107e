export type Health = 'live' | 'calm' | 'trying' | 'down'

export function Dot(props: { health: Health }) {
  return <i class="dot" data-health={props.health} aria-hidden="true" />
}

/** How prices come, in one line; opens the popover whose id is `controls`. */
export function Badge(props: { health: Health; text: string; label: string; controls: string }) {
  return (
    <button class="badge" type="button" popovertarget={props.controls} title={props.label}>
      <span>
        <Dot health={props.health} />
        <span class="badge-text">{props.text}</span>
      </span>
    </button>
  )
}

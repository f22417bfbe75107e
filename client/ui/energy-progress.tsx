/** How much of something is spent, with a sentence that says so. */
export function Progress(props: { text: string; value: number; max: number; spent: boolean }) {
  return (
    <div class="progress" classList={{ 'is-spent': props.spent }}>
      <progress value={Math.min(props.value, props.max)} max={props.max} aria-label={props.text} />
      <p>{props.text}</p>
    </div>
  )
}

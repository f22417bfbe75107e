/** Always there and always as high, so that a market that must be labelled is labelled without a shift. */
export function Strip(props: { market: 'simulated' | 'replay' | undefined; text: string }) {
  return (
    <p class="strip" data-market={props.market}>
      {props.text}
    </p>
  )
}

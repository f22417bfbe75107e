/** Where a row will be, as high as one. Only the very first visit shows it. */
export function SkeletonRow() {
  return (
    <div class="row skeleton" aria-hidden="true">
      <span class="row-name" />
      <span class="row-full" />
      <span class="row-price" />
      <span class="row-change" />
    </div>
  )
}

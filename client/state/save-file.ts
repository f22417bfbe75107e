/** How long a browser may take to begin reading what it was told to save. */
const readMs = 60_000

/**
 * Gives a file to the person: as a download, or by the share sheet where an app on the home screen of
 * an iPhone has no downloads. Resolves once it is handed over; false where they chose not to.
 */
export async function saveFile(file: File): Promise<boolean> {
  if (isHomeScreenOfApple() && navigator.canShare?.({ files: [file] })) {
    return navigator.share({ files: [file] }).then(
      () => true,
      (error: unknown) => {
        if (error instanceof DOMException && error.name === 'AbortError') return false
        throw error
      },
    )
  }
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = file.name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), readMs)
  return true
}

/** `standalone` is Apple's own word for it, and on no other device. */
function isHomeScreenOfApple(): boolean {
  return 'standalone' in navigator && navigator.standalone === true
}

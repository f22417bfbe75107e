/** The file of results: a section a part, each with the day on which it was measured. */
export interface Section {
  title: string
  body: string
}

/** The file with these sections in place of those of the same title; the others stay as they were. */
export function withSections(file: string, measured: readonly Section[]): string {
  const kept = file
    .split(/^## /m)
    .slice(1)
    .map((text): Section => {
      const end = text.indexOf('\n')
      return { title: text.slice(0, end).trim(), body: text.slice(end).trim() }
    })
  const titles = new Set([...kept, ...measured].map(({ title }) => title))
  const sections = [...titles].map(
    (title) =>
      measured.find((each) => each.title === title) ?? kept.find((each) => each.title === title),
  )
  const texts = sections.flatMap((each) =>
    each ? `## ${each.title}\n\n${each.body.trim()}\n` : [],
  )
  return `# Results\n\n${texts.join('\n')}`
}

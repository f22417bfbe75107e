import { createSignal } from 'solid-js'
import { newId } from '../owned.ts'
import type { Actions } from './actions.ts'
import { type Import, importHoldings, maxImportChars } from './import.ts'
import type { Portfolio } from './portfolio.ts'

/** A file that was chosen, and what it holds; nothing is changed before the person agrees. */
export interface ChosenFile {
  name: string
  content: Import
}

export interface ImportingOptions {
  portfolio: Pick<Portfolio, 'lots'>
  actions: Pick<Actions, 'take'>
}

export function createImporting({ portfolio, actions }: ImportingOptions) {
  const [file, setFile] = createSignal<ChosenFile>()

  async function contentOf(chosen: File): Promise<Import> {
    if (chosen.size > maxImportChars * 4) return { type: 'refused', why: 'too-large' }
    const text = await chosen.text()
    return importHoldings(text, { existing: portfolio.lots(), newId, now: Date.now() })
  }

  return {
    accept: '.csv,.json,text/csv,application/json',
    /** `undefined` while nothing is chosen. */
    file,
    read(chosen: File): void {
      contentOf(chosen).then(
        (content) => setFile({ name: chosen.name, content }),
        // The file has gone since it was chosen, or the browser may not read it.
        () => setFile({ name: chosen.name, content: { type: 'refused', why: 'unreadable' } }),
      )
    },
    take(): void {
      const content = file()?.content
      setFile(undefined)
      if (content?.type === 'read') actions.take(content)
    },
    close: () => setFile(undefined),
  }
}

export type Importing = ReturnType<typeof createImporting>

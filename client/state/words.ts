import { english, type Words } from './english.ts'

/** The words of the language in use. Called where text is made, so that a language can change while the app runs. */
export function words(): Words {
  return english
}

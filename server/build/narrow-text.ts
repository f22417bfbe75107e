import type { Plugin } from 'vite'

/**
 * V8 keeps a program's text for as long as it runs, with two bytes for every character where a single
 * one is beyond Latin 1: one dash would double all of it. In the server's build each such character
 * is written as its escape, which means the same wherever one may stand but in the text that a tag
 * reads raw; a build with such a tag fails.
 */
export function narrowText(): Plugin {
  return {
    name: 'ebb:narrow-text',
    apply: 'build',
    applyToEnvironment: ({ name }) => name === 'ssr',
    // Whatever writes the text anew comes before. Behind such a character a line's map is a few columns off.
    generateBundle(_, files) {
      for (const file of Object.values(files)) {
        if (file.type === 'chunk') file.code = narrow(file.code)
      }
    },
  }
}

export function narrow(code: string): string {
  if (/\bString\.raw\s*`/.test(code)) {
    throw new Error('A tag reads its text raw: mend server/build/narrow-text.ts.')
  }
  return code.replace(
    /[^\0-\xff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

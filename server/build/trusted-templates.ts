import type { Plugin } from 'vite'

const sink = 't.innerHTML = html;'

/**
 * Solid makes a component's markup from the text that its compiler wrote. Under Trusted Types no text
 * becomes markup but by a policy: this one belongs to Solid's module alone, so that nothing else in
 * the app can. A Solid that is written otherwise fails the build.
 */
export function trustedTemplates(): Plugin {
  return {
    name: 'ebb:trusted-templates',
    apply: 'build',
    transform: {
      filter: { id: /\/solid-js\/web\/dist\/web\.js$/ },
      handler(code) {
        if (code.split(sink).length !== 2) {
          throw new Error(
            'Solid makes templates elsewhere than it did: mend server/build/trusted-templates.ts.',
          )
        }
        return {
          code: policy + code.replace(sink, 't.innerHTML = templates.createHTML(html);'),
          map: null,
        }
      },
    },
  }
}

const policy = `
const ownTemplates = { createHTML: (html) => html };
const templates = globalThis.trustedTypes?.createPolicy('ebb-template', ownTemplates) ?? ownTemplates;
`

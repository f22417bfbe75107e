import { type Env, Hono } from 'hono'
import { generateSpecs } from 'hono-openapi'
import { protocolVersion } from '../../shared/protocol.ts'
import { messageSchemas } from './openapi-messages.ts'

/** The description of all routes of `app`, made from the validators that they use. */
export function openapiRoute<E extends Env>(app: Hono<E>): Hono<E> {
  let text: Promise<string> | undefined

  async function describe(): Promise<string> {
    return JSON.stringify(
      await generateSpecs(app, {
        documentation: {
          info: {
            title: 'Ebb',
            version: String(protocolVersion),
            description:
              'Live market prices over Server-Sent Events, WebSocket and poll. One cursor, ' +
              '`epoch.sequence`, resumes on any of them. Refusals are RFC 9457 problems.',
          },
          components: {
            schemas: messageSchemas,
            securitySchemes: { admin: { type: 'http', scheme: 'bearer' } },
          },
        },
        defaultValidationErrorResponse: {
          description: 'A parameter is wrong; `field` names it.',
          content: {
            'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
          },
        },
      }),
    )
  }

  return new Hono<E>().get('/openapi.json', async (c) => {
    // Dear to make, and always the same.
    text ??= describe()
    return c.body(await text, 200, { 'content-type': 'application/json' })
  })
}

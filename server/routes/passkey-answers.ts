import { z } from 'zod'

/** Base64url of at most so many characters; what it means is looked at by whoever verifies it. */
function bytes(most: number) {
  const error = `must be base64url of at most ${most} characters`
  return z
    .string(error)
    .regex(/^[\w-]*={0,2}$/, error)
    .min(1, error)
    .max(most, error)
}

const credential = {
  id: bytes(1_400),
  rawId: bytes(1_400),
  type: z.literal('public-key', 'must be public-key'),
  clientExtensionResults: z.object({}).default({}),
}

const transports = z.array(z.string().max(32)).max(8).default([])

/** RegistrationResponseJSON of WebAuthn, as far as it is used. */
export const registrationAnswer = z.object({
  response: z.object({
    ...credential,
    response: z.object({
      clientDataJSON: bytes(8_192),
      attestationObject: bytes(32_768),
      transports,
    }),
  }),
})

/** AuthenticationResponseJSON of WebAuthn, as far as it is used. */
export const loginAnswer = z.object({
  response: z.object({
    ...credential,
    response: z.object({
      clientDataJSON: bytes(8_192),
      authenticatorData: bytes(8_192),
      signature: bytes(8_192),
    }),
  }),
  merge: z
    .boolean('must be true or false')
    .optional()
    .meta({ description: 'True: also where you have a passkey of your own already.' }),
})

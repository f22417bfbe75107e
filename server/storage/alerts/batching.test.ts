import { expect, it } from 'vitest'
import { makeBatching } from './batching.ts'

/** Asks that are answered when it is said. */
function makeRig() {
  const asked: string[] = []
  const answers: ((error?: Error) => void)[] = []
  const gathered = makeBatching((rows: readonly { id: string }[]) => {
    asked.push(rows.map(({ id }) => id).join(' '))
    return new Promise<{ id: string }[]>((resolve, reject) => {
      answers.push((error) => (error ? reject(error) : resolve(rows.filter(isKept))))
    })
  })
  const isKept = ({ id }: { id: string }) => !id.startsWith('lost')
  return {
    asked,
    says: (error?: Error) => answers.shift()?.(error),
    claim: async (...ids: string[]) =>
      (await gathered(ids.map((id) => ({ id })))).map(({ id }) => id).join(' '),
  }
}

it('asks together what came while a question was on its way, and tells each of theirs', async () => {
  const { asked, claim, says } = makeRig()
  const [first, second, third] = [claim('a'), claim('b', 'lost b'), claim('c')]
  says()
  expect(await first).toBe('a')
  says()
  expect([await second, await third]).toEqual(['b', 'c'])
  expect(asked).toEqual(['a', 'b lost b c'])
})

it('keeps two who want the same apart, one after the other', async () => {
  const { asked, claim, says } = makeRig()
  const claims = [claim('a'), claim('b'), claim('c', 'b'), claim('d')]
  for (const each of claims) {
    says()
    await Promise.race([each, new Promise((resolve) => setImmediate(resolve))])
  }
  expect(asked).toEqual(['a', 'b', 'c b d'])
  expect(await Promise.all(claims)).toEqual(['a', 'b', 'c b', 'd'])
})

it('tells all whose question failed, and goes on', async () => {
  const { claim, says } = makeRig()
  const [first, second] = [claim('a'), claim('b')]
  says(new Error('The database is away.'))
  await expect(first).rejects.toThrow('away')
  says()
  expect(await second).toBe('b')
})

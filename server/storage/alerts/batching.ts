interface Asked<Row, Answer> {
  rows: readonly Row[]
  resolve(answers: Answer[]): void
  reject(error: unknown): void
}

/**
 * One question at a time, in the order of asking: what is asked while another is on its way goes
 * together in the next. Rows have different ids in one question, and answers those of their rows.
 */
export function makeBatching<Row extends { id: string }, Answer extends { id: string }>(
  ask: (rows: readonly Row[]) => Promise<Answer[]>,
): (rows: readonly Row[]) => Promise<Answer[]> {
  let waiting: Asked<Row, Answer>[] = []
  let isAsking = false

  async function next(): Promise<void> {
    const ids = new Set<string>()
    const together: Asked<Row, Answer>[] = []
    for (const each of waiting) {
      if (each.rows.some(({ id }) => ids.has(id))) break
      for (const { id } of each.rows) ids.add(id)
      together.push(each)
    }
    waiting = waiting.slice(together.length)
    try {
      const answers = await ask(together.flatMap(({ rows }) => rows))
      const byId = new Map(answers.map((answer) => [answer.id, answer]))
      for (const { rows, resolve } of together)
        resolve(rows.flatMap(({ id }) => byId.get(id) ?? []))
    } catch (error) {
      for (const { reject } of together) reject(error)
    }
  }

  async function work(): Promise<void> {
    isAsking = true
    while (waiting.length > 0) await next()
    isAsking = false
  }

  return (rows) =>
    new Promise((resolve, reject) => {
      waiting.push({ rows, resolve, reject })
      if (!isAsking) void work()
    })
}

import { fork } from 'node:child_process'

/**
 * Runs this script once for each list of arguments, so many at a time, and hands over what each child sends. A simulation
 * takes the clock of its process, so only processes can run beside each other. Rejects when a child ends without a word.
 */
export const runChildren = async (
  script: string,
  tasks: readonly (readonly string[])[],
  jobs: number,
  onResult: (index: number, result: unknown) => void,
): Promise<void> => {
  const runOne = (args: readonly string[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const child = fork(script, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
      let result: { readonly value: unknown } | undefined
      child.once('message', message => {
        result = { value: message }
      })
      child.once('error', reject)
      child.once('exit', code => {
        if (result === undefined) reject(new Error(`${args.join(' ')} ended with ${code} and no result`))
        else resolve(result.value)
      })
    })
  let next = 0
  const work = async (): Promise<void> => {
    for (let index = next++; index < tasks.length; index = next++) onResult(index, await runOne(tasks[index] ?? []))
  }
  await Promise.all(Array.from({ length: Math.min(jobs, tasks.length) }, work))
}

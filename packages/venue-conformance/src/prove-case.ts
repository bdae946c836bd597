import type { ConformanceCase } from './conformance-case.ts'
import type { ProvingGround } from './proving-ground.ts'

/** Runs one case and ends what it opened, however it went. */
export const proveCase = async (ground: ProvingGround, { run }: ConformanceCase): Promise<void> => {
  let failed = true
  try {
    await run(ground)
    failed = false
  } finally {
    await ground.endCase(failed)
  }
}

import type { ConformanceCase } from '../conformance-case.ts'
import { refusedSymbol, sharedSymbols } from '../proving-ground.ts'

export const badSymbolStandsAlone: ConformanceCase = {
  number: 14,
  title: 'a symbol the venue refuses does not silence the others',
  async run(ground) {
    ground.release()
    const followed = await ground.followed()
    await ground.until(`${refusedSymbol} rejected, or every frame acknowledged`, () => {
      // Some venues acknowledge every name and stay silent about the bad ones: nothing is there to be rejected.
      const refused = followed.heard.answers.some(({ kind }) => kind === 'refused')
      return refused ? followed.rejected.has(refusedSymbol) : followed.allAnswered()
    })
    await ground.recovered(followed, sharedSymbols)
    if (followed.losses.length > 0) throw new Error(`others were lost: ${JSON.stringify(followed.losses)}`)
    if (followed.endings.length > 0) throw new Error(`connections ended: ${JSON.stringify(followed.endings)}`)
  },
}

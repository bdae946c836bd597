// Hooks may charge, block or replace the curve. Their rights are the low 14 bits of their address.

const dynamicFee = 0x800000

/** Rights by which a swap's amounts may differ from the pool's own maths. */
const amountRights: readonly (readonly [bit: number, name: string])[] = [
  [7, 'beforeSwap'],
  [6, 'afterSwap'],
  [3, 'beforeSwapReturnsDelta'],
  [2, 'afterSwapReturnsDelta'],
]

/**
 * Why a V4 pool is never priced, or undefined. A dynamic fee changes without any event and may differ by swap; the named
 * hooks may change amounts. Hooks of liquidity, donations and initialisation change nothing that a swap pays.
 */
export const v4Refusal = (key: { readonly keyFee: number; readonly hooks: string }): string | undefined => {
  if (key.keyFee === dynamicFee) return 'its fee is dynamic: a hook changes it without an event'
  if (!(Number.isInteger(key.keyFee) && key.keyFee >= 0 && key.keyFee < 1_000_000)) return `a fee of ${key.keyFee} pips`
  if (!/^0x[0-9a-f]{40}$/i.test(key.hooks)) return `hooks ${key.hooks} are no address`
  const rights = Number.parseInt(key.hooks.slice(-4), 16)
  const held = amountRights.filter(([bit]) => (rights >> bit) & 1).map(([, name]) => name)
  return held.length === 0 ? undefined : `its hooks ${key.hooks} may change what a swap pays: ${held.join(', ')}`
}

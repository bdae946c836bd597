/** The symbols in their order, at most `size` together: what one control frame may carry. */
export const symbolGroups = (symbols: readonly string[], size: number): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(symbols.length / size) }, (_, index) =>
    symbols.slice(index * size, (index + 1) * size),
  )

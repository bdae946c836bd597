export type Plural = Readonly<Record<'one' | 'other', string>> & Readonly<Partial<Record<'few' | 'many', string>>>

/** Words by key; what follows a number has its forms. */
export type Texts = Readonly<Record<string, string | Plural>>

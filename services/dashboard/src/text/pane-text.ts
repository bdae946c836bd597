import { en } from './en.ts'
import { enPanes } from './en-panes.ts'
import { speaker } from './text.ts'

/** As those of text.ts, with the words of the panes. */
export const { say, count, named } = speaker({ ...en, ...enPanes })

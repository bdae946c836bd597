import type { Row } from '../model/row.ts'
import { named } from '../text/text.ts'

/** What a reader should know about a row before anything else, such as a stablecoin off its par. */
export const Marks = ({ row }: { readonly row: Row }) => (
  <>
    {row.opportunity.marks.map(mark => (
      <span key={mark} class="badge" title={named('markHelp', mark)}>
        {mark}
      </span>
    ))}
  </>
)

import { Component } from 'preact'
import { bps, clockTime, duration, exactTime, fixed, milliseconds, quoteDecimals } from '../model/format.ts'
import type { Mark } from '../model/marks.ts'
import { ageOf, assetName, spentOf, type Row } from '../model/row.ts'
import type { Page } from '../page/page.ts'
import { closeReason, say } from '../text/text.ts'
import { Marks } from './marks.tsx'

/**
 * The analyzer's usual gate on a leg's age: from here on the age is coloured. Half of it would flicker, because a quiet
 * book's proof of life reaches the page with the venues' health, twice a second.
 */
const OLD_LEG_MS = 1_000

interface Props {
  readonly page: Page
  readonly row: Row
  readonly index: number
  readonly active: boolean
  readonly open: boolean
  readonly mark: Mark | undefined
  readonly phone: boolean
  readonly live: boolean
  /** Ages and durations are written anew when this moves. */
  readonly beat: number
}

/** One row. Drawn again only when something of it changed; the elements stay, by their place on the screen. */
export class RowLine extends Component<Props> {
  override shouldComponentUpdate(next: Props): boolean {
    const now = this.props
    return (
      next.row !== now.row ||
      next.beat !== now.beat ||
      next.index !== now.index ||
      next.mark !== now.mark ||
      next.active !== now.active ||
      next.open !== now.open ||
      next.phone !== now.phone ||
      next.live !== now.live
    )
  }

  override render() {
    const { row, index, active, open, phone } = this.props
    const closed = row.closed !== undefined
    const tone = `${closed ? ' closed' : ''}${active ? ' active' : ''}${open ? ' open' : ''}`
    return (
      <div
        role="row"
        id={`row-${index}`}
        class={`row${tone}`}
        data-id={row.id}
        aria-rowindex={phone ? index + 1 : index + 2}
        aria-selected={open}
      >
        {phone ? <PhoneCells {...this.props} /> : <Cells {...this.props} />}
      </div>
    )
  }
}

/** The colour of money; what is shown as zero has none. `step` is the last digit shown. */
const moneyClass = (value: number, step: number): string =>
  value <= -step / 2 ? 'neg' : value >= step / 2 ? 'pos' : ''

const profitClass = ({ profitQuote, quote }: Row['opportunity']): string =>
  moneyClass(profitQuote, 10 ** -quoteDecimals(quote))

const netClass = (row: Row, mark: Mark | undefined): string =>
  `number net ${moneyClass(row.opportunity.netBps, 0.1)} ${mark ?? ''}`

const kindName = ({ kind, legs }: Row['opportunity']): string =>
  kind === 'triangular' ? say('kindTriangle') : say('kindLegs', { n: legs.length })

const openFor = (page: Page, row: Row): string => {
  const until = row.closed === undefined ? page.knownUntilMs() : row.opportunity.updatedAtUs / 1000
  return duration(until - row.opportunity.openedAtMs)
}

const closedText = (row: Row): string => `${say('closed')}: ${closeReason(row.closed?.reason ?? '')}`

const Cells = ({ page, row, mark }: Props) => {
  const { opportunity, buy, sell } = row
  const asset = assetName(opportunity)
  const decimals = quoteDecimals(opportunity.quote)
  return (
    <>
      <span role="gridcell" class="asset" title={asset}>
        {asset}
        <Marks row={row} />
      </span>
      <span role="gridcell" class="route">
        {kindName(opportunity)}
      </span>
      {buy === undefined || sell === undefined ? (
        <span role="gridcell" aria-colspan={2} class="way" title={page.wayOf(row)}>
          {page.wayOf(row)}
        </span>
      ) : (
        <>
          <span role="gridcell">{page.venueOf(buy)}</span>
          <span role="gridcell">{page.venueOf(sell)}</span>
        </>
      )}
      <span role="gridcell" class={netClass(row, mark)}>
        {bps(opportunity.netBps)}
      </span>
      <span role="gridcell" class="number muted">
        {bps(opportunity.grossBps)}
      </span>
      <span
        role="gridcell"
        class={`number ${profitClass(opportunity)}`}
        title={`${opportunity.profitQuote} ${opportunity.quote}`}
      >
        {fixed(opportunity.profitQuote, decimals)}
      </span>
      <span role="gridcell" class="number">
        {fixed(spentOf(row), decimals === 2 ? 0 : decimals)}
      </span>
      {row.closed === undefined ? <TimeCells page={page} row={row} /> : <ClosedCell row={row} />}
    </>
  )
}

const ClosedCell = ({ row }: { readonly row: Row }) => (
  <span role="gridcell" aria-colspan={4} class="why">
    {closedText(row)}
  </span>
)

const TimeCells = ({ page, row }: { readonly page: Page; readonly row: Row }) => {
  const { opportunity } = row
  const { serverNowMs, venueProof } = page.moment()
  const age = ageOf(row, serverNowMs, venueProof)
  const updatedMs = opportunity.updatedAtUs / 1000
  return (
    <>
      <span role="gridcell" class={age > OLD_LEG_MS ? 'number warn' : 'number'}>
        {milliseconds(age)}
      </span>
      <span role="gridcell" class="number">
        {milliseconds(opportunity.skewMs)}
      </span>
      <span role="gridcell" class="number" title={`${say('peak')} ${bps(opportunity.peakNetBps)} ${say('bps')}`}>
        {openFor(page, row)}
      </span>
      <span role="gridcell" class="number muted">
        <time dateTime={updatedMs > 0 ? new Date(updatedMs).toISOString() : ''} title={exactTime(updatedMs)}>
          {clockTime(updatedMs)}
        </time>
      </span>
    </>
  )
}

/** Two lines: what and how much; where, for how long and how much money. */
const PhoneCells = ({ page, row, mark }: Props) => {
  const { opportunity } = row
  return (
    <>
      <span role="gridcell" class="asset">
        {assetName(opportunity)}
        <Marks row={row} />
      </span>
      <span role="gridcell" class={netClass(row, mark)}>
        {bps(opportunity.netBps)} {say('bps')}
      </span>
      <span role="gridcell" class={row.closed === undefined ? 'path' : 'why'}>
        {row.closed === undefined ? `${page.wayOf(row)} · ${openFor(page, row)}` : closedText(row)}
      </span>
      <span role="gridcell" class={`number money ${profitClass(opportunity)}`}>
        {fixed(opportunity.profitQuote, quoteDecimals(opportunity.quote))} {opportunity.quote}
      </span>
    </>
  )
}

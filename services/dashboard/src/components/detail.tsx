import { useMemo, useRef } from 'preact/hooks'
import { blockOf, capacityCurve, curvePath, rivalsOf, survivalLines, type SurvivalLine } from '../model/detail-parts.ts'
import {
  bps,
  clockTime,
  decimalsOf,
  duration,
  exactTime,
  fixed,
  milliseconds,
  quoteDecimals,
  UNKNOWN,
  signed,
} from '../model/format.ts'
import { ageOf, assetName, legProvenAtMs, type Row } from '../model/row.ts'
import { waterfall, type WaterfallStep } from '../model/waterfall.ts'
import { follow } from '../page/follow.ts'
import type { Page } from '../page/page.ts'
import { count, say } from '../text/pane-text.ts'
import { closeReason } from '../text/text.ts'
import { Marks } from './marks.tsx'
import { focusGrid, openWhy } from './table-keys.ts'

type Leg = Row['opportunity']['legs'][number]

const Fact = ({ name, value, title }: { readonly name: string; readonly value: string; readonly title?: string }) => (
  <div class="fact">
    <dt>{name}</dt>
    <dd {...(title === undefined ? {} : { title })}>{value}</dd>
  </div>
)

const stepName = (page: Page, step: WaterfallStep, row: Row): string => {
  const leg = step.key === 'sellFee' ? row.sell : row.buy
  return say(`step_${step.key}`, { venue: page.venueOf(leg) })
}

const barClass = (step: WaterfallStep): string => {
  if (step.key === 'net') return step.bps < 0 ? 'bar neg' : 'bar pos'
  return step.total ? 'bar' : step.bps < 0 ? 'bar neg' : 'bar pos'
}

/** From the best prices to what is left. Bars are extra: each line has its number. */
const Waterfall = ({ page, row }: { readonly page: Page; readonly row: Row }) => {
  const steps = waterfall(row)
  const span = Math.max(...steps.map(step => Math.abs(step.bps)), 0.1)
  let level = 0
  return (
    <dl class="waterfall">
      {steps.map(step => {
        const from = step.total ? 0 : level
        level = step.total ? step.bps : level + step.bps
        const left = (Math.max(0, Math.min(from, level)) / span) * 100
        const right = (Math.max(0, Math.max(from, level)) / span) * 100
        return (
          <div key={step.key} class={step.total ? 'step total' : 'step'}>
            <dt>{stepName(page, step, row)}</dt>
            <dd class="track" aria-hidden="true">
              <span
                class={barClass(step)}
                style={{ marginLeft: `${left}%`, width: `${Math.max(right - left, 0.5)}%` }}
              />
            </dd>
            <dd class="number">{bps(step.bps)}</dd>
          </div>
        )
      })}
    </dl>
  )
}

const Levels = ({ leg, digits, lots }: { readonly leg: Leg; readonly digits: number; readonly lots: number }) => (
  <table class="levels">
    <thead>
      <tr>
        <th scope="col">{say('price')}</th>
        <th scope="col">{say('offered')}</th>
        <th scope="col">{say('taken')}</th>
        <th scope="col">{say('share')}</th>
      </tr>
    </thead>
    <tbody>
      {leg.prices.map((price, index) => {
        const taken = leg.quantities[index] ?? NaN
        const offered = leg.available[index] ?? NaN
        return (
          <tr key={index}>
            <td>{fixed(price, digits)}</td>
            <td>{fixed(offered, lots)}</td>
            <td>{fixed(taken, lots)}</td>
            <td>{Number.isFinite(taken / offered) ? `${fixed((taken / offered) * 100, 0)} %` : UNKNOWN}</td>
          </tr>
        )
      })}
    </tbody>
  </table>
)

/** Gas and the like: paid in a coin of its own, so both the coin and what it comes to. */
const FixedCost = ({ leg, quote }: { readonly leg: Leg; readonly quote: string }) => {
  if (leg.fixedCostAsset === '') return null
  const paid = `${fixed(leg.fixedCost, Math.min(8, decimalsOf([leg.fixedCost])))} ${leg.fixedCostAsset}`
  const worth = `${fixed(leg.fixedCostQuote, quoteDecimals(quote))} ${quote}`
  return (
    <Fact
      name={say('fixedCost')}
      value={leg.fixedCostAsset === quote ? paid : `${paid} = ${worth}`}
      title={say('fixedCostsHelp')}
    />
  )
}

const Block = ({ origin }: { readonly origin: string }) => {
  const block = blockOf(origin)
  if (block === undefined) return null
  const { number, hash } = block
  const short = hash.length > 14 ? `${hash.slice(0, 8)}…${hash.slice(-4)}` : hash
  return <Fact name={say('block')} value={`${fixed(number, 0)} · ${short}`} title={hash} />
}

const LegView = ({ page, row, leg }: { readonly page: Page; readonly row: Row; readonly leg: Leg }) => {
  const { serverNowMs, venueProof } = page.moment()
  const legs = row.opportunity.legs
  // The legs of one pair are written alike; those of a cycle are of different pairs.
  const alike = row.buy === undefined ? [leg] : legs
  const digits = decimalsOf(alike.flatMap(each => [...each.prices]))
  const lots = Math.min(8, decimalsOf(alike.flatMap(each => [...each.available])))
  const money = quoteDecimals(leg.quote || row.opportunity.quote)
  const where = row.buy === undefined ? `${page.venueOf(leg)} ${leg.symbol}` : page.venueOf(leg)
  const receivedMs = leg.receivedTimeUs / 1000
  return (
    <section class="leg">
      <h3>{say(leg.side === 'buy' ? 'buyLeg' : 'sellLeg', { venue: where })}</h3>
      <Levels leg={leg} digits={digits} lots={lots} />
      <dl class="facts">
        <Fact name={say('vwap')} value={fixed(leg.vwap, Math.min(12, digits + 2))} />
        <Fact name={say('worst')} value={fixed(leg.worstPrice, digits)} />
        <Fact name={say('notional')} value={fixed(leg.notional, money)} />
        <Fact
          name={say('fee')}
          value={`${fixed(leg.feeQuote, money)} (${signed(leg.takerBps, 1).replace('+', '')} ${say('bps')})`}
        />
        <FixedCost leg={leg} quote={row.opportunity.quote} />
        <Fact
          name={say('legAge')}
          value={say('ms', { n: milliseconds(serverNowMs - legProvenAtMs(leg, venueProof)) })}
        />
        <Fact name={say('exchangeTime')} value={clockTime(leg.exchangeTimeMs)} title={exactTime(leg.exchangeTimeMs)} />
        <Fact name={say('receivedTime')} value={clockTime(receivedMs)} title={exactTime(receivedMs)} />
        <Block origin={leg.origin} />
        <Fact name={say('sequence')} value={String(leg.sequence)} />
        <Fact name={say('session')} value={String(leg.session)} />
      </dl>
    </section>
  )
}

const AtSize = ({ page, row }: { readonly page: Page; readonly row: Row }) => {
  const { opportunity } = row
  const { serverNowMs, venueProof } = page.moment()
  const money = (value: number): string => `${fixed(value, quoteDecimals(opportunity.quote))} ${opportunity.quote}`
  const lots = Math.min(8, decimalsOf([opportunity.quantity]))
  return (
    <dl class="facts">
      <Fact name={say('quantity')} value={`${fixed(opportunity.quantity, lots)} ${opportunity.base}`} />
      <Fact name={say('pay')} value={money(opportunity.costQuote)} />
      <Fact name={say('receive')} value={money(opportunity.proceedsQuote)} />
      {opportunity.fixedCostQuote > 0 ? (
        <Fact name={say('fixedCosts')} value={money(opportunity.fixedCostQuote)} title={say('fixedCostsHelp')} />
      ) : null}
      <Fact name={say('profitPlain')} value={money(opportunity.profitQuote)} />
      {opportunity.rateBps === 0 ? null : (
        <Fact
          name={say('edgeParts')}
          value={say('edgeSplit', { asset: bps(opportunity.assetBps), rate: bps(opportunity.rateBps) })}
        />
      )}
      <Fact
        name={say('peak')}
        value={`${bps(opportunity.peakNetBps)} ${say('bps')} · ${money(opportunity.peakProfitQuote)}`}
      />
      <Fact
        name={say('openFor')}
        value={duration(page.knownUntilMs() - opportunity.openedAtMs)}
        title={exactTime(opportunity.openedAtMs)}
      />
      <Fact name={say('oldestLeg')} value={say('ms', { n: milliseconds(ageOf(row, serverNowMs, venueProof)) })} />
      <Fact name={say('skewPlain')} value={say('ms', { n: milliseconds(opportunity.skewMs) })} />
    </dl>
  )
}

const survivalNet = ({ state, netBps }: SurvivalLine): string =>
  state === 'known' ? bps(netBps) : say(state === 'unknown' ? 'notPriced' : 'notYet')

/** What somebody who comes later still gets. */
const Survival = ({ row }: { readonly row: Row }) => (
  <table class="levels">
    <thead>
      <tr>
        <th scope="col">{say('after')}</th>
        <th scope="col">{say('net')}</th>
        <th scope="col">{say('profit', { unit: row.opportunity.quote })}</th>
      </tr>
    </thead>
    <tbody>
      {survivalLines(row).map(line => (
        <tr key={line.afterMs}>
          <td>{say('ms', { n: milliseconds(line.afterMs) })}</td>
          <td class={line.netBps < 0 ? 'neg' : line.netBps > 0 ? 'pos' : 'muted'}>{survivalNet(line)}</td>
          <td>{fixed(line.profitQuote, quoteDecimals(row.opportunity.quote))}</td>
        </tr>
      ))}
    </tbody>
  </table>
)

const CURVE = { width: 330, height: 64 } as const

/** Profit against size. The picture is extra: each of its points is a line of the table. */
const Capacity = ({ row }: { readonly row: Row }) => {
  const points = capacityCurve(row)
  if (points.length === 0) return null
  const { quote } = row.opportunity
  const money = quoteDecimals(quote)
  return (
    <>
      <h3>{say('capacity')}</h3>
      <svg class="curve" viewBox={`-1 -2 ${CURVE.width + 2} ${CURVE.height + 4}`} aria-hidden="true">
        <path d={curvePath(points, CURVE.width, CURVE.height)} />
      </svg>
      <table class="levels">
        <thead>
          <tr>
            <th scope="col">{say('size', { unit: quote })}</th>
            <th scope="col">{say('profit', { unit: quote })}</th>
            <th scope="col">{say('net')}</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point, index) => (
            <tr key={index}>
              <td>{fixed(point.spent, money === 2 ? 0 : money)}</td>
              <td>{fixed(point.profit, money)}</td>
              <td>{bps(point.bps)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

const MOST_RIVALS = 3

/** Rows that eat the same levels: a reader must not add their profits up. */
const Rivals = ({ page, row }: { readonly page: Page; readonly row: Row }) => {
  const beat = page.beat.value
  // Looked for at the beat, which stands for the store here, and not for each painted frame.
  const rivals = useMemo(() => rivalsOf(row, page.store.rows.values()), [beat, row.id])
  if (rivals.length === 0) return null
  return (
    <p class="notice">
      {count('rivals', rivals.length)}{' '}
      {rivals.slice(0, MOST_RIVALS).map(rival => (
        <button type="button" class="rival" key={rival.id} onClick={() => page.showDetail(rival.id)}>
          {assetName(rival.opportunity)} {page.wayOf(rival)}
        </button>
      ))}
    </p>
  )
}

const Body = ({ page, row, gone }: { readonly page: Page; readonly row: Row; readonly gone: boolean }) => {
  const closed = row.closed
  return (
    <>
      {closed === undefined && !gone ? null : (
        <p class="notice">
          {closed === undefined ? say('detailGone') : `${say('closed')}: ${closeReason(closed.reason)}`}{' '}
          <button type="button" onClick={() => openWhy(page, row.opportunity.routeId)}>
            {say('why')}
          </button>
        </p>
      )}
      <h3>{say('moneyGoes')}</h3>
      <Waterfall page={page} row={row} />
      <h3>{say('atSize')}</h3>
      <AtSize page={page} row={row} />
      {closed === undefined && !gone ? <Rivals page={page} row={row} /> : null}
      <h3>{say('survival')}</h3>
      <Survival row={row} />
      <Capacity row={row} />
      {row.opportunity.legs.map((leg, index) => (
        <LegView key={index} page={page} row={row} leg={leg} />
      ))}
      {closed === undefined && !gone ? (
        <p class="receipt">
          <a href={`/api/v1/opportunities/${encodeURIComponent(row.id)}`} target="_blank" rel="noreferrer">
            {say('receipt')}
          </a>
        </p>
      ) : null}
    </>
  )
}

/** What is behind one row. Beside the table where there is room, over it where there is not. */
export const Detail = ({ page }: { readonly page: Page }) => {
  follow(page.frame, page.beat)
  const last = useRef<Row>(undefined)
  const id = page.detailId.value
  if (id === undefined) return null
  const current = page.row(id)
  if (current !== undefined) last.current = current
  const row = last.current
  if (row === undefined) return null
  const close = (): void => {
    page.showDetail(undefined)
    focusGrid()
  }
  return (
    <aside
      class="pane"
      aria-labelledby="pane-title"
      onKeyDown={event => (event.key === 'Escape' ? close() : undefined)}
    >
      <div class="pane-head">
        <div>
          <h2 id="pane-title" tabIndex={-1}>
            {assetName(row.opportunity)}
            <Marks row={row} />
          </h2>
          <p class="pane-route">
            {page.wayOf(row)} ·{' '}
            <strong class={row.opportunity.netBps < 0 ? 'neg' : 'pos'}>
              {bps(row.opportunity.netBps)} {say('bps')}
            </strong>
          </p>
        </div>
        <button type="button" aria-label={say('closeName')} onClick={close}>
          {say('close')}
        </button>
      </div>
      <div class="pane-body" role="region" aria-label={say('detail')} tabIndex={0}>
        <Body page={page} row={row} gone={current === undefined} />
      </div>
    </aside>
  )
}

import { useSignal, useSignalEffect } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { clockTime, duration, fixed, signed, UNKNOWN } from '../model/format.ts'
import { routeWords, verdictsPath, type Verdict, type Verdicts } from '../model/verdict.ts'
import { follow } from '../page/follow.ts'
import type { Page } from '../page/page.ts'
import { VerdictFeed } from '../page/verdict-feed.ts'
import { count, named, say } from '../text/pane-text.ts'
import { focusGrid } from './table-keys.ts'

const stateText = (answer: Verdicts | undefined): string => {
  if (answer === undefined) return say('paneLoading')
  if (answer.countedAtMs === null) return say('whyNotHeard')
  const values = { routes: count('routesCount', answer.routes), time: clockTime(answer.countedAtMs) }
  return say(answer.live ? 'whyCounted' : 'whyStale', values)
}

const marginText = ({ margin, marginUnit }: Verdict): string =>
  marginUnit === '' ? UNKNOWN : `${signed(margin, marginUnit === 'ms' ? 0 : 1)} ${marginUnit}`

const VerdictLine = ({ page, verdict }: { readonly page: Page; readonly verdict: Verdict }) => {
  const { asset, way } = routeWords(verdict.routeId, venue => page.store.venueName(venue))
  const reasons = [named('rule', verdict.rule), verdict.detail, say('whyAgo', { time: duration(verdict.ageMs) })]
  return (
    <li title={verdict.routeId}>
      <span class="verdict-route">
        <strong>{asset}</strong> {way}
      </span>
      <span class="number">{marginText(verdict)}</span>
      <span class="verdict-why">{reasons.filter(text => text !== '').join(' · ')}</span>
    </li>
  )
}

/** Why routes are not in the table: how many each rule holds back, and the last verdict of those that are looked up. */
export const WhyNot = ({ page }: { readonly page: Page }) => {
  const feed = useMemo(() => new VerdictFeed(), [])
  const rule = useSignal('')
  const list = useRef<HTMLUListElement>(null)
  const shown = useRef<Verdicts>(undefined)
  const text = page.why.value ?? ''
  const asked = text.trim() !== '' || rule.value !== ''

  useSignalEffect(() => {
    follow(page.beat)
    if (!document.hidden) feed.ask(verdictsPath(page.why.value ?? '', rule.value), performance.now())
  })
  useEffect(() => () => feed.stop(), [feed])

  const answer = feed.answer.value
  // Under the pointer nothing moves.
  const isHeld = list.current?.matches(':hover') === true && answer?.matching === shown.current?.matching
  if (!isHeld) shown.current = answer
  const verdicts = (asked ? shown.current?.verdicts : undefined) ?? []

  const close = (): void => {
    page.showWhy(undefined)
    focusGrid()
  }
  const key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    // The first Escape in the field empties it.
    if (event.target instanceof HTMLInputElement && text !== '') page.showWhy('')
    else close()
  }
  return (
    <aside class="pane" aria-labelledby="pane-title" onKeyDown={key}>
      <div class="pane-head">
        <div>
          <h2 id="pane-title" tabIndex={-1}>
            {say('why')}
          </h2>
          <p class={feed.problem.value === '' ? 'muted' : 'warn'} role="status">
            {feed.problem.value === '' ? stateText(answer) : feed.problem}
          </p>
        </div>
        <button type="button" onClick={close}>
          {say('close')}
        </button>
      </div>
      <div class="pane-body" role="region" aria-label={say('why')} tabIndex={0}>
        {answer === undefined ? null : (
          <>
            <h3>{say('whyRules')}</h3>
            <ul class="rules">
              {Object.entries(answer.counts).map(([name, routes]) => (
                <li key={name}>
                  <button
                    type="button"
                    class="toggle"
                    aria-pressed={rule.value === name}
                    onClick={() => (rule.value = rule.value === name ? '' : name)}
                  >
                    <span>{named('rule', name)}</span>
                    <span class={routes === 0 ? 'muted' : ''}>{fixed(routes, 0)}</span>
                  </button>
                </li>
              ))}
            </ul>
            <h3>
              <label for="why-find">{say('whyFind')}</label>
            </h3>
            <input
              id="why-find"
              type="search"
              autocomplete="off"
              spellcheck={false}
              maxLength={200}
              placeholder={say('whyFindHint')}
              value={text}
              onInput={event => page.showWhy(event.currentTarget.value)}
            />
            <p class="muted why-matching">
              {!asked
                ? say('whyChoose')
                : shown.current?.matching === 0
                  ? say('whyNone')
                  : count('whyMatching', shown.current?.matching ?? 0)}
            </p>
            <ul class="verdicts" ref={list}>
              {verdicts.map(verdict => (
                <VerdictLine key={verdict.routeId} page={page} verdict={verdict} />
              ))}
            </ul>
          </>
        )}
      </div>
    </aside>
  )
}

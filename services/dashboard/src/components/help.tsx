import type { Page } from '../page/page.ts'
import { say } from '../text/text.ts'

const KEYS = [
  ['↑ ↓  j k', 'helpMove'],
  ['PgUp PgDn Home End', 'helpPage'],
  ['Enter', 'helpOpen'],
  ['Esc', 'helpEscape'],
  ['/', 'helpFilter'],
  ['f', 'helpFreeze'],
  ['w', 'helpWhy'],
  ['t', 'helpTheme'],
  ['?', 'helpHelp'],
] as const

export const Help = ({ page }: { readonly page: Page }) => (
  <dialog id="help" aria-labelledby="help-title">
    <h2 id="help-title">{say('help')}</h2>
    <p class="muted">{say('helpIntro')}</p>
    <dl class="keys-list">
      {KEYS.map(([keys, text]) => (
        <div key={text}>
          <dt>
            <kbd>{keys}</kbd>
          </dt>
          <dd>{say(text)}</dd>
        </div>
      ))}
    </dl>
    <label class="letters">
      <input
        type="checkbox"
        checked={page.letters.value}
        onChange={event => page.toggleLetters(event.currentTarget.checked)}
      />
      {say('helpLetters')}
    </label>
    <button type="button" onClick={event => event.currentTarget.closest('dialog')?.close()}>
      {say('close')}
    </button>
  </dialog>
)

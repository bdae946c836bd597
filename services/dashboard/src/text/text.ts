import { fixed } from '../model/format.ts'
import { en, type PluralKey, type TextKey, type Texts } from './en.ts'

const texts: Texts = en
const plurals = new Intl.PluralRules('en')

type Values = Readonly<Record<string, string | number>>

const fill = (text: string, values: Values): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name]
    return value === undefined ? whole : String(value)
  })

/** A sentence of the page. What goes into it is text and stays text. */
export const say = (key: TextKey, values: Values = {}): string => fill(texts[key], values)

/** The form that fits the number, `{n}` replaced by it. */
export const count = (key: PluralKey, n: number): string => {
  const forms = texts[key]
  const form = plurals.select(n)
  return fill((form === 'one' || form === 'few' || form === 'many' ? forms[form] : undefined) ?? forms.other, {
    n: fixed(n, 0),
  })
}

const isKey = (key: string): key is TextKey => key in texts && typeof texts[key as keyof Texts] === 'string'

/** Why a row closed, in words; an unknown reason is shown as it came. */
export const closeReason = (reason: string): string => {
  const key = `reason_${reason}`
  return isKey(key) ? say(key) : reason
}

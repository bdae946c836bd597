import { fixed } from '../model/format.ts'
import { en } from './en.ts'
import type { Plural, Texts } from './texts.ts'

type TextKey<T> = { [Key in keyof T]: T[Key] extends string ? Key : never }[keyof T] & string
type PluralKey<T> = Exclude<keyof T & string, TextKey<T>>

type Values = Readonly<Record<string, string | number>>

const plurals = new Intl.PluralRules('en')

const fill = (text: string, values: Values): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name]
    return value === undefined ? whole : String(value)
  })

interface Speaker<T> {
  /** A sentence of the page. What goes into it is text and stays text. */
  readonly say: (key: TextKey<T>, values?: Values) => string
  /** The form that fits the number, `{n}` replaced by it. */
  readonly count: (key: PluralKey<T>, n: number) => string
  /** The words of a name that another process gave; an unknown name is shown as it came. */
  readonly named: (kind: string, name: string) => string
}

export const speaker = <T extends Texts>(texts: T): Speaker<T> => {
  const textOf = (key: string): string => {
    const text = texts[key]
    return typeof text === 'string' ? text : ''
  }
  return {
    say: (key, values = {}) => fill(textOf(key), values),
    count: (key, n) => {
      const forms: string | Plural | undefined = texts[key]
      if (forms === undefined || typeof forms === 'string') return forms ?? ''
      const form = plurals.select(n)
      const word = form === 'one' || form === 'few' || form === 'many' ? forms[form] : undefined
      return fill(word ?? forms.other, { n: fixed(n, 0) })
    },
    named: (kind, name) => (Object.hasOwn(texts, `${kind}_${name}`) ? textOf(`${kind}_${name}`) : name),
  }
}

export const { say, count, named } = speaker(en)

/** Why a row closed, in words. */
export const closeReason = (reason: string): string => named('reason', reason)

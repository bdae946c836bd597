/**
 * A decoded message as plain readonly data: every field is there (absent scalars have their proto3 default), no nulls.
 * The oneof wrappers are the exception and are typed by hand where they are exported. A field that was absent in the bytes is
 * on the prototype: a spread loses it, `withFields` does not.
 */
export type Message<T> = T extends readonly (infer Element)[]
  ? readonly Message<Element>[]
  : T extends object
    ? { readonly [Key in Exclude<keyof T, '$unknowns'>]-?: Message<NonNullable<T[Key]>> }
    : T

/** A oneof: at most one member is set. Absent members read as null (decoded) or undefined (made here). */
export type OneOf<Members> = { readonly [Key in keyof Members]?: Members[Key] | null }

interface Codec {
  encode(message: never): { finish(): Uint8Array }
  decode(bytes: Uint8Array): unknown
}

/* eslint-disable @typescript-eslint/no-unnecessary-type-parameters -- the type belongs to the codec and cannot be inferred from generated code */
/** Bytes of a message. */
export const encodeWith =
  <T>(codec: Codec): ((message: T) => Uint8Array) =>
  message =>
    codec.encode(message as never).finish()

/** A message from bytes. Throws RangeError or Error on malformed input. */
export const decodeWith =
  <T>(codec: Codec): ((bytes: Uint8Array) => T) =>
  bytes =>
    codec.decode(bytes) as T

/** The message with other values in some of its fields. */
export const withFields = <T extends object>(message: T, fields: Partial<T>): T =>
  Object.assign(Object.create(Object.getPrototypeOf(message) as object) as T, message, fields)

import './numbers-not-longs.ts'
import { screener } from '../generated/gateway.js'
import { decodeWith, encodeWith, type Message, type OneOf } from './message.ts'

// The browser's half of the contracts: an entry of its own, so that the page does not carry the pipeline's codecs.
export type Opportunity = Message<screener.Opportunity.$Properties>
export type VenueHealth = Message<screener.VenueHealth.$Properties>
export type ClosedOpportunity = Message<screener.ClosedOpportunity.$Properties>
export type FullState = Message<screener.FullState.$Properties>
export type StateUpdate = Message<screener.StateUpdate.$Properties>
export type ServerError = Message<screener.ServerError.$Properties>
export type ServerMessage = OneOf<{ fullState: FullState; update: StateUpdate; error: ServerError }> & {
  readonly atUs: number
  readonly number: number
}
export type SetPace = Message<screener.SetPace.$Properties>
export type ClientMessage = OneOf<{ requestFullState: Record<string, never>; setPace: SetPace }>

export const encodeServerMessage: (message: ServerMessage) => Uint8Array = encodeWith(screener.ServerMessage)
export const decodeServerMessage: (bytes: Uint8Array) => ServerMessage = decodeWith(screener.ServerMessage)
export const encodeClientMessage: (message: ClientMessage) => Uint8Array = encodeWith(screener.ClientMessage)
export const decodeClientMessage: (bytes: Uint8Array) => ClientMessage = decodeWith(screener.ClientMessage)

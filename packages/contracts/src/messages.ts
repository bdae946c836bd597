import './numbers-not-longs.ts'
import { screener } from '../generated/pipeline.js'
import { decodeWith, encodeWith, type Message, type OneOf } from './message.ts'

export type Checksum = Message<screener.Checksum.$Properties>
/** `checksum` reads as null (decoded) or undefined (made here) where the venue sends none; `origin` is left out by venues with books. */
export type Snapshot = Omit<Message<screener.Snapshot.$Properties>, 'checksum' | 'origin'> & {
  readonly checksum?: Checksum | null
  readonly origin?: string
}
/** `resets` is left out where false: most venues never reset. */
export type Delta = Omit<Message<screener.Delta.$Properties>, 'checksum' | 'resets'> & {
  readonly resets?: boolean
  readonly checksum?: Checksum | null
}
export type BestBidAsk = Message<screener.BestBidAsk.$Properties>
export type BookLost = Message<screener.BookLost.$Properties>
export type Instrument = Message<screener.Instrument.$Properties>
export type InstrumentRejected = Message<screener.InstrumentRejected.$Properties>
export type ExecutionCost = Message<screener.ExecutionCost.$Properties>
export type FeedHeartbeat = Message<screener.FeedHeartbeat.$Properties>
export type MarketDataEvent = OneOf<{
  snapshot: Snapshot
  delta: Delta
  bestBidAsk: BestBidAsk
  bookLost: BookLost
  instrument: Instrument
  instrumentRejected: InstrumentRejected
  feedHeartbeat: FeedHeartbeat
  executionCost: ExecutionCost
}>
export interface MarketDataBatch {
  readonly venue: string
  readonly events: readonly MarketDataEvent[]
}

type OfChains = 'origin' | 'costAsset' | 'buyCost' | 'sellCost'
/** What only books of chains have is left out where there is none. */
export type BookView = Omit<Message<screener.BookView.$Properties>, 'status' | OfChains> & {
  readonly status: BookStatus
  readonly origin?: string
  readonly costAsset?: string
  readonly buyCost?: number
  readonly sellCost?: number
}
export type VenueProof = Message<screener.VenueProof.$Properties>
export type TopView = Message<screener.TopView.$Properties>
export interface BookViewBatch {
  readonly views: readonly BookView[]
  readonly proofs: readonly VenueProof[]
  /** Left out where there are none. */
  readonly tops?: readonly TopView[]
}

export type Leg = Message<screener.Leg.$Properties>
export type Opportunity = Message<screener.Opportunity.$Properties>
export type CostRate = Message<screener.CostRate.$Properties>
export type LegRules = Message<screener.LegRules.$Properties>
export type Receipt = Message<screener.Receipt.$Properties>
/** `receipt` reads as null (decoded) or undefined (made here) where there is none. */
export type OpportunityEvent = Omit<Message<screener.OpportunityEvent.$Properties>, 'phase' | 'receipt'> & {
  readonly phase: OpportunityPhase
  readonly receipt?: Receipt | null
}
export type Survival = Message<screener.Survival.$Properties>
export interface OpportunityBatch {
  readonly events: readonly OpportunityEvent[]
  readonly survivals: readonly Survival[]
  readonly keyframe: boolean
  readonly atUs: number
}

export type RouteVerdict = Message<screener.RouteVerdict.$Properties>
export type VerdictBatch = Omit<Message<screener.VerdictBatch.$Properties>, 'counts'> & {
  readonly counts: Readonly<Record<string, number>>
}

export type ResyncBook = Message<screener.ResyncBook.$Properties>
export type ResyncShard = Message<screener.ResyncShard.$Properties>
export type DesiredSubscriptions = Message<screener.DesiredSubscriptions.$Properties>
export type CollectorCommand = OneOf<{
  resyncBook: ResyncBook
  resyncShard: ResyncShard
  desired: DesiredSubscriptions
}> & {
  readonly issuedBy: string
  readonly atUs: number
}
export type SubscriptionWish = Message<screener.SubscriptionWish.$Properties>
export type SubscriptionRequest = Message<screener.SubscriptionRequest.$Properties>

export type SubscriptionRefusal = Message<screener.SubscriptionRefusal.$Properties>
export type SubscriptionProgress = Message<screener.SubscriptionProgress.$Properties>
/** `progress` reads as null (decoded) or undefined (made here) but in collectors that take DesiredSubscriptions. */
export type ServiceStatus = Omit<Message<screener.ServiceStatus.$Properties>, 'counters' | 'progress'> & {
  readonly counters: Readonly<Record<string, number>>
  readonly progress?: SubscriptionProgress | null
}

/** Life of a book as it travels; only `live` may be priced. */
export const bookStatus = { down: 0, syncing: 1, live: 2, suspect: 3 } as const
export type BookStatus = (typeof bookStatus)[keyof typeof bookStatus]

/** Life of an opportunity as it travels. */
export const opportunityPhase = { opened: 0, updated: 1, closed: 2 } as const
export type OpportunityPhase = (typeof opportunityPhase)[keyof typeof opportunityPhase]

export const encodeMarketDataBatch: (message: MarketDataBatch) => Uint8Array = encodeWith(screener.MarketDataBatch)
export const decodeMarketDataBatch: (bytes: Uint8Array) => MarketDataBatch = decodeWith(screener.MarketDataBatch)
export const encodeBookViewBatch: (message: BookViewBatch) => Uint8Array = encodeWith(screener.BookViewBatch)
export const decodeBookViewBatch: (bytes: Uint8Array) => BookViewBatch = decodeWith(screener.BookViewBatch)
export const encodeOpportunityBatch: (message: OpportunityBatch) => Uint8Array = encodeWith(screener.OpportunityBatch)
export const decodeOpportunityBatch: (bytes: Uint8Array) => OpportunityBatch = decodeWith(screener.OpportunityBatch)
export const encodeCollectorCommand: (message: CollectorCommand) => Uint8Array = encodeWith(screener.CollectorCommand)
export const decodeCollectorCommand: (bytes: Uint8Array) => CollectorCommand = decodeWith(screener.CollectorCommand)
export const encodeSubscriptionRequest: (message: SubscriptionRequest) => Uint8Array = encodeWith(
  screener.SubscriptionRequest,
)
export const decodeSubscriptionRequest: (bytes: Uint8Array) => SubscriptionRequest = decodeWith(
  screener.SubscriptionRequest,
)
export const encodeVerdictBatch: (message: VerdictBatch) => Uint8Array = encodeWith(screener.VerdictBatch)
export const decodeVerdictBatch: (bytes: Uint8Array) => VerdictBatch = decodeWith(screener.VerdictBatch)
export const encodeServiceStatus: (message: ServiceStatus) => Uint8Array = encodeWith(screener.ServiceStatus)
export const decodeServiceStatus: (bytes: Uint8Array) => ServiceStatus = decodeWith(screener.ServiceStatus)

/** Decoder by the entry's `t` field, for tools that print any stream. */
export const decoders: Readonly<Record<string, (bytes: Uint8Array) => unknown>> = {
  MarketDataBatch: decodeMarketDataBatch,
  BookViewBatch: decodeBookViewBatch,
  OpportunityBatch: decodeOpportunityBatch,
  VerdictBatch: decodeVerdictBatch,
  CollectorCommand: decodeCollectorCommand,
  SubscriptionRequest: decodeSubscriptionRequest,
  ServiceStatus: decodeServiceStatus,
}

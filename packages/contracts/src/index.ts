export * from './messages.ts'
export * from './shard.ts'
export * from './subscription.ts'
export * from './streams.ts'

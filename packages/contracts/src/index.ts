export * from './messages.ts'
export * from './shard.ts'
export * from './streams.ts'

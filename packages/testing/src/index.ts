export { startChild, type Child } from './child-process.ts'
export { eventually } from './eventually.ts'
export { freePort } from './free-port.ts'
export { freeze, isRunning, residentBytes, thaw } from './process-faults.ts'
export {
  beginRedisFault,
  beginUnsynced,
  redisFaultKinds,
  untilInFile,
  type RedisFault,
  type RedisFaultKind,
} from './redis-faults.ts'
export { startRedis, type RedisServer, type RedisServerOptions } from './redis-server.ts'
export { formRedisCluster, startRedisCluster, type RedisClusterServer } from './redis-cluster.ts'
export { startTcpProxy, type TcpProxy } from './tcp-proxy.ts'
export {
  startWebSocketFaultProxy,
  type WebSocketFaultProxy,
  type WebSocketFaultProxyOptions,
} from './websocket-fault-proxy.ts'
export type { Direction, FrameFault, FrameFaultKind, InjectedFault } from './frame-faults.ts'
export type { RelayedRequest, RequestFault } from './rest-relay.ts'
export { openCaptures, type Captures } from './captures.ts'
export { comparePrices, sampleTops, type Sampled, type SampledTop } from './sample-tops.ts'

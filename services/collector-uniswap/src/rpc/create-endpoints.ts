import type { Endpoint, EndpointEvents } from './endpoint.ts'
import { createHttpEndpoint } from './http-endpoint.ts'
import { createSocketEndpoint, type SocketEndpointOptions } from './socket-endpoint.ts'

export interface EndpointsOptions extends Omit<SocketEndpointOptions, 'url' | 'events'> {
  readonly rpcUrls: readonly string[]
}

/** One for each address, those over WebSocket first: they are the ones that push. */
export const createEndpoints = (
  { rpcUrls, ...options }: EndpointsOptions,
  eventsOf: (endpoint: () => Endpoint) => EndpointEvents,
): readonly Endpoint[] => {
  const createEndpoint = (url: string): Endpoint => {
    if (!url.startsWith('ws')) return createHttpEndpoint(url, options.timeoutMs)
    const endpoint: Endpoint = createSocketEndpoint({ ...options, url, events: eventsOf(() => endpoint) })
    return endpoint
  }
  return rpcUrls
    .toSorted((one, other) => Number(other.startsWith('ws')) - Number(one.startsWith('ws')))
    .map(createEndpoint)
}

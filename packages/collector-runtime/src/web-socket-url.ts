/**
 * The URL to connect to. A configured URL without a path means another host of the same venue, so the venue's path is
 * kept: `ws://127.0.0.1:9443` for `wss://stream.example/v5/public/spot` gives `ws://127.0.0.1:9443/v5/public/spot`. Nothing configured: the venue's own.
 */
export const webSocketUrl = (configured: string, venueDefault: string): string => {
  if (configured === '') return venueDefault
  const url = new URL(configured)
  if (url.pathname !== '/' || url.search !== '') return configured
  const { pathname, search } = new URL(venueDefault)
  return `${url.origin}${pathname}${search}`
}

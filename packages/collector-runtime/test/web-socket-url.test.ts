import { describe, expect, it } from 'vitest'
import { webSocketUrl } from '../src/web-socket-url.ts'

describe('webSocketUrl', () => {
  it.each([
    [
      'another host keeps the path',
      'ws://127.0.0.1:9',
      'wss://a.example/v5/public/spot',
      'ws://127.0.0.1:9/v5/public/spot',
    ],
    ['a trailing slash is no path', 'wss://b.example/', 'wss://a.example/ws', 'wss://b.example/ws'],
    ['nothing configured', '', 'wss://a.example/ws', 'wss://a.example/ws'],
    ['a path is meant', 'ws://127.0.0.1:9/x', 'wss://a.example/ws', 'ws://127.0.0.1:9/x'],
  ])('%s', (_name, configured, venueDefault, expected) => {
    expect(webSocketUrl(configured, venueDefault)).toBe(expected)
  })
})

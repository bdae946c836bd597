/** One WebSocket frame (RFC 6455, 5.2) as it stood on the wire. */
export interface WireFrame {
  /** 1: text, 2: binary, 0: more of either; 8: close, 9: ping, 10: pong. */
  readonly opcode: number
  readonly isFinal: boolean
  readonly isMasked: boolean
  /** Unmasked. */
  readonly payload: Buffer
  /** Header, mask and payload as they came. */
  readonly raw: Buffer
}

/** True for what carries a message, not for close, ping and pong. */
export const isDataFrame = ({ opcode }: Pick<WireFrame, 'opcode'>): boolean => opcode < 8

const xor = (bytes: Buffer, mask: Buffer): Buffer => {
  const plain = Buffer.allocUnsafe(bytes.length)
  for (let index = 0; index < bytes.length; index++) plain[index] = bytes[index]! ^ mask[index & 3]!
  return plain
}

interface Header {
  readonly bytes: number
  readonly payloadBytes: number
}

/** Undefined while the header is not complete. */
const readHeader = (bytes: Buffer): Header | undefined => {
  if (bytes.length < 2) return undefined
  const short = bytes[1]! & 0x7f
  const lengthBytes = short === 127 ? 8 : short === 126 ? 2 : 0
  const maskBytes = (bytes[1]! & 0x80) === 0 ? 0 : 4
  const header = 2 + lengthBytes + maskBytes
  if (bytes.length < header) return undefined
  const payloadBytes =
    lengthBytes === 0 ? short : lengthBytes === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2))
  return { bytes: header, payloadBytes }
}

/** Cuts one direction of a connection into frames; give it what came, take out what is whole. */
export class FrameSplitter {
  #rest: Buffer = Buffer.alloc(0)

  push(chunk: Buffer): readonly WireFrame[] {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    const frames: WireFrame[] = []
    for (;;) {
      const header = readHeader(this.#rest)
      const end = header === undefined ? Infinity : header.bytes + header.payloadBytes
      if (header === undefined || this.#rest.length < end) return frames
      const raw = this.#rest.subarray(0, end)
      this.#rest = this.#rest.subarray(end)
      const isMasked = (raw[1]! & 0x80) !== 0
      const body = raw.subarray(header.bytes)
      frames.push({
        opcode: raw[0]! & 0x0f,
        isFinal: (raw[0]! & 0x80) !== 0,
        isMasked,
        payload: isMasked ? xor(body, raw.subarray(header.bytes - 4, header.bytes)) : body,
        raw,
      })
    }
  }
}

/** The same frame with another payload; what came masked is masked again, as a server demands. */
export const withPayload = (frame: WireFrame, payload: Buffer): Buffer => {
  const { length } = payload
  const maskBit = frame.isMasked ? 0x80 : 0
  const head = [frame.raw[0]!]
  if (length < 126) head.push(maskBit | length)
  else if (length < 65_536) head.push(maskBit | 126, length >> 8, length & 0xff)
  else {
    const long = Buffer.alloc(8)
    long.writeBigUInt64BE(BigInt(length))
    head.push(maskBit | 127, ...long)
  }
  // Any mask will do; a constant one keeps runs alike.
  const mask = Buffer.from([0x5a, 0x17, 0xc3, 0x8e])
  return frame.isMasked
    ? Buffer.concat([Buffer.from(head), mask, xor(payload, mask)])
    : Buffer.concat([Buffer.from(head), payload])
}

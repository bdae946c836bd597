import { pino, type DestinationStream, type Logger } from 'pino'

const redactedNames = [
  'password',
  'secret',
  'token',
  'apiKey',
  'apiSecret',
  'authorization',
  'cookie',
  'redisPassword',
  'redisUrl',
]
const shortestSecret = 4

/** How a secret looks inside a JSON line or a URL, longest form first. */
const spellings = (secret: string): readonly string[] =>
  [...new Set([secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])].filter(
    text => text.length >= shortestSecret,
  )

export interface LoggerOptions {
  readonly level: string
  readonly service: string
  readonly instance: string
  readonly version: string
  /** Texts blotted out of every line, wherever they turn up (an error message may quote a URL). */
  readonly secrets: readonly string[]
}

/** JSON lines on standard output, written at once: a line logged before an exit is not lost. One line = one `event`. */
export const createLogger = (options: LoggerOptions, destination?: DestinationStream): Logger => {
  const secrets = options.secrets.flatMap(spellings).sort((a, b) => b.length - a.length)
  const settings = {
    level: options.level,
    base: { service: options.service, instance: options.instance, version: options.version },
    timestamp: (): string => `,"at":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: {
      paths: redactedNames.flatMap(name => [name, `*.${name}`, `*.*.${name}`]),
      censor: '[redacted]',
    },
    hooks: {
      streamWrite: (line: string): string => {
        let clean = line
        for (const secret of secrets) if (clean.includes(secret)) clean = clean.replaceAll(secret, '[redacted]')
        return clean
      },
    },
  }
  // Left to itself pino writes in the background: what was said last before an exit comes out of order, or not at all.
  return pino(settings, destination ?? pino.destination({ dest: 1, sync: true }))
}

export { createLogger, type LoggerOptions } from './create-logger.ts'
export * from './formats.ts'
export { createHealth, type Health, type HealthReport } from './health.ts'
export { ConfigError, describeConfig, loadConfig, type ConfigProblem, type ConfigSource } from './load-config.ts'
export { runService, type ServiceContext } from './run-service.ts'
export {
  baseSettings,
  redisConnection,
  redisSettings,
  topologySettings,
  venueSettings,
  type LogLevel,
} from './schemas.ts'
export { defineSettings, kindOf, Refusal, type Schema, type Setting, type Values } from './setting.ts'
export { Counter, Gauge, Histogram, Registry } from 'prom-client'
export type { Logger } from 'pino'

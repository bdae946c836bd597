import {
  baseSettings,
  booleanSetting,
  integerSetting,
  nameMapSetting,
  portSetting,
  redisSettings,
  textListSetting,
  textSetting,
  topologySettings,
  venueSettings,
  type ServiceContext,
  type Setting,
  type Values,
} from '@screener/service-kit'

export const settings: typeof baseSettings &
  typeof redisSettings &
  typeof topologySettings &
  typeof venueSettings & {
    readonly venueNames: Setting<ReadonlyMap<string, string>>
    readonly publicHost: Setting<string>
    readonly publicPort: Setting<number>
    readonly simulated: Setting<boolean>
    readonly allowedOrigins: Setting<readonly string[]>
    readonly paceMs: Setting<number>
    readonly maxBrowsers: Setting<number>
    readonly controlToken: Setting<string>
  } = {
  ...baseSettings,
  ...redisSettings,
  ...topologySettings,
  ...venueSettings,
  venueNames: nameMapSetting({
    env: 'VENUE_NAMES',
    default: new Map(),
    example: 'alpha=Alpha,beta=Beta',
    doc: 'What the page calls each venue; one without a name is shown by its id',
  }),
  publicHost: textSetting({
    env: 'PUBLIC_HOST',
    default: '127.0.0.1',
    doc: 'Address of /api and /ws; nginx stands in front',
  }),
  publicPort: portSetting({ env: 'PUBLIC_PORT', default: 8081, doc: 'Port of /api and /ws; 0 = any free one' }),
  simulated: booleanSetting({ env: 'SIMULATED', default: false, doc: 'The venues are simulated; the page says so' }),
  allowedOrigins: textListSetting({
    env: 'ALLOWED_ORIGINS',
    default: [],
    pattern: /^https?:\/\/[^/,\s]+$/,
    shape: 'origins like https://screener.example',
    doc: 'Pages that may open /ws; empty = only a page of the same host',
  }),
  paceMs: integerSetting({
    env: 'PACE_MS',
    default: 50,
    min: 10,
    max: 5000,
    doc: 'Least time between two updates to a browser',
  }),
  maxBrowsers: integerSetting({
    env: 'MAX_BROWSERS',
    default: 2000,
    min: 1,
    max: 100_000,
    doc: 'Most WebSockets at a time',
  }),
  controlToken: textSetting({
    env: 'API_CONTROL_TOKEN',
    default: '',
    sensitive: true,
    pattern: /^([\w.~+/=-]{32,256})?$/,
    shape: '32 to 256 letters, digits and . ~ + / = - _',
    doc: 'Whoever shows it may ask for subscriptions; better given as API_CONTROL_TOKEN_FILE; empty: nobody may',
  }),
}

export type GatewayConfig = Values<typeof settings>

export type GatewayContext = ServiceContext<GatewayConfig>

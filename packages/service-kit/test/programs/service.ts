// A service for the process tests; FAULT chooses how it misbehaves.
import { baseSettings, choiceSetting, defineSettings, redisSettings, runService } from '../../src/index.ts'

const settings = defineSettings({
  ...baseSettings,
  ...redisSettings,
  fault: choiceSetting({
    env: 'FAULT',
    default: 'none',
    choices: ['none', 'hang', 'reject', 'throw', 'start', 'slow-start', 'failing-stop'],
    doc: 'How this test service misbehaves',
  }),
})

await runService('probe', settings, async ({ config, log, onStop, signal, health }) => {
  log.info(
    { event: 'secret', nested: { redisPassword: config.redisPassword } },
    `the password is ${config.redisPassword}`,
  )
  health.check('redis', () => (config.fault === 'none' ? undefined : 'away'))
  const alive = setInterval(() => health.loopTurned('main'), 50)
  onStop('first', () => clearInterval(alive))
  onStop('second', async () => {
    log.info({ event: 'second_stopped', aborted: signal.aborted }, 'second stopped')
    if (config.fault === 'hang') await new Promise(() => undefined)
  })
  onStop('third', () => {
    log.info({ event: 'third_stopped' }, 'third stopped')
    if (config.fault === 'failing-stop') throw new Error('no')
  })
  if (config.fault === 'reject') void Promise.reject(new Error('nobody listens'))
  if (config.fault === 'throw')
    setImmediate(() => {
      throw new Error('out of the blue')
    })
  if (config.fault === 'start') throw new Error('cannot start')
  if (config.fault === 'slow-start')
    await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
})

/** Loaded before a service (`node --import`): SIGTERM ends it with 0 and nothing else. What control runs put in the place of an orderly end. */
process.prependListener('SIGTERM', () => process.exit(0))

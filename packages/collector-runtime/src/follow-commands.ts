import { commandStream, decodeCollectorCommand, type CollectorCommand } from '@screener/contracts'
import type { ServiceContext } from '@screener/service-kit'
import type { StreamReader } from '@screener/streams'

/** Reads `ctl:<venue>` from now on until the service ends; what cannot be read is logged and left out. */
export const followCommands = async (
  venue: string,
  { log, signal }: Pick<ServiceContext<unknown>, 'log' | 'signal'>,
  reader: StreamReader,
  obey: (command: CollectorCommand) => void,
): Promise<void> => {
  reader.follow(commandStream(venue), 'now', { explicitIds: false })
  for await (const batch of reader.batches(signal)) {
    for (const event of batch) {
      if (event.kind !== 'entry' || event.type !== 'CollectorCommand') continue
      try {
        obey(decodeCollectorCommand(event.payload))
      } catch (error) {
        log.warn({ event: 'bad_command', stream: event.stream, id: event.id, err: error }, 'unreadable command')
      }
    }
  }
}

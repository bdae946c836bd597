/** Starts a node, says its pid, and waits for its own end. */
import { startAnvil } from '../src/anvil.ts'

const { pid } = await startAnvil(['--chain-id', '1'])
console.log(`node ${pid}`)
setInterval(() => undefined, 1_000)

// protobufjs decodes 64-bit fields to Long objects when it finds the `long` package, although the generated types say
// number: `sequence + 1` gave "51". All our 64-bit fields stay below 2^53, so plain numbers are exact.
// This module must be imported before the generated code.
import protobuf from 'protobufjs/minimal.js'

;(protobuf.util as { Long: unknown }).Long = undefined
protobuf.configure()

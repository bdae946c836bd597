/** An event of the engine takes so many ids, for what no book shows takes ids too: a channel's ids grow in leaps. */
const idsPerEvent = 4

/** Where ids begin after a reset at maintenance. */
const firstAfterReset = 3

interface Era {
  readonly firstEngineId: number
  readonly firstSeqId: number
}

/** The one series of `seqId` of an instrument, which all its channels and the REST book share, over its resets. */
export class IdSeries {
  readonly #first: Era
  #eras: readonly Era[]

  constructor(engineId: number) {
    this.#first = { firstEngineId: engineId, firstSeqId: engineId }
    this.#eras = [this.#first]
  }

  seqIdOf(engineId: number): number {
    const era = this.#eras.findLast(({ firstEngineId }) => firstEngineId <= engineId) ?? this.#first
    return era.firstSeqId + (engineId - era.firstEngineId) * idsPerEvent
  }

  /** Of the newest era that has this id, `lastEngineId` being the engine's newest; undefined when none has. */
  engineIdOf(seqId: number, lastEngineId: number): number | undefined {
    for (let index = this.#eras.length - 1; index >= 0; index--) {
      const { firstEngineId, firstSeqId } = this.#eras[index] as Era
      const engineId = firstEngineId + (seqId - firstSeqId) / idsPerEvent
      const end = this.#eras[index + 1]?.firstEngineId ?? lastEngineId
      if (Number.isInteger(engineId) && engineId >= firstEngineId && engineId <= end) return engineId
    }
    return undefined
  }

  /** From this event of the engine on, ids begin anew. False when they are as small already. */
  reset(engineId: number): boolean {
    if (this.seqIdOf(engineId) <= firstAfterReset) return false
    this.#eras = [...this.#eras, { firstEngineId: engineId, firstSeqId: firstAfterReset }]
    return true
  }
}

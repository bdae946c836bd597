import type { Response } from 'express'
import { problemType, type Problem } from './problem.ts'

export const sendProblem = (response: Response, body: Problem): void => {
  response.status(body.status).type(problemType).send(JSON.stringify(body))
}

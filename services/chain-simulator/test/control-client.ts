export interface Reply<T> {
  readonly status: number
  readonly body: T
}

const read = async <T>(response: Response): Promise<Reply<T>> => ({
  status: response.status,
  body: (await response.json()) as T,
})

export const get = async <T>(url: string): Promise<Reply<T>> => read(await fetch(url))
export const post = async <T>(url: string, body: unknown): Promise<Reply<T>> =>
  read(await fetch(url, { method: 'POST', body: JSON.stringify(body) }))
export const remove = async (url: string): Promise<Reply<unknown>> => read(await fetch(url, { method: 'DELETE' }))

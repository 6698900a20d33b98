/** A Node stream as the body of a response: read as fast as the client takes it, closed as soon as it leaves. */
import type { Readable } from 'node:stream'

export function bodyOf(stream: Readable): ReadableStream<Uint8Array> {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await chunks.next()
          if (done) controller.close()
          else controller.enqueue(value)
        } catch (error) {
          // The connection breaks off, so that nobody takes a part for the whole.
          controller.error(error)
        }
      },
      cancel() {
        stream.destroy()
      },
    },
    { highWaterMark: 0 },
  )
}

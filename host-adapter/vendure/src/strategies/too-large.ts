import { ArgumentsHost } from '@nestjs/common';
import { ConfigService, ErrorHandlerStrategy, Injector } from '@vendure/core';

/** What the parser of requests says of one that it did not read. */
interface ParserError extends Error {
  type?: string;
  /** In bytes. */
  limit?: number;
}

interface Answer {
  statusCode: number;
  json(body: unknown): unknown;
}

/**
 * A table in a request that the parser refuses for its size comes to no resolver: Vendure answers it with status 500 and an
 * empty message. Here it answers an error of GraphQL's.
 */
export class TooLarge implements ErrorHandlerStrategy {
  private path: string;

  init(injector: Injector) {
    this.path = `/${injector.get(ConfigService).apiOptions.adminApiPath}`;
  }

  handleServerError({ type, limit }: ParserError, { host }: { host: ArgumentsHost }) {
    if (type !== 'entity.too.large' || host.getType() !== 'http') return;
    const http = host.switchToHttp();
    const { originalUrl } = http.getRequest<{ originalUrl: string }>();
    if (originalUrl.split('?')[0] !== this.path) return;
    const answer = http.getResponse<Answer>();
    const { json } = answer;
    const message = `the request is larger than ${limit} bytes; nothing was done. → load a large table as a file, with \`loadB2bFile\` (comptoir.size)`;
    // Vendure is about to answer, and says nothing of the reason.
    answer.json = () => {
      answer.statusCode = 413;
      return json.call(answer, { errors: [{ message, extensions: { code: 'USER_INPUT_ERROR' } }], data: null });
    };
  }

  handleWorkerError() {}
}

import { ArgumentsHost } from '@nestjs/common';
import { ConfigService, ErrorHandlerStrategy, Injector } from '@vendure/core';
import type { Language } from '@comptoir/node';
import { TOO_LARGE } from '../rules/own-words';

const KNOWN: Language[] = ['en', 'ru', 'it'];

/** Staff have a way for what is large. */
const TABLE_TOO_LARGE = 'the request is larger than {most} bytes; nothing was done. → a large table goes as a file, with `loadB2bFile` '
  + 'or, to take its rows out, `removeB2bFile`; anything else in parts (comptoir.size)';

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
 * A request that the parser refuses for its size comes to no resolver: Vendure answers it with status 500 and an empty message.
 * Here it answers an error of GraphQL's.
 */
export class TooLarge implements ErrorHandlerStrategy {
  private admin: string;
  private shop: string;

  init(injector: Injector) {
    const { adminApiPath, shopApiPath } = injector.get(ConfigService).apiOptions;
    [this.admin, this.shop] = [`/${adminApiPath}`, `/${shopApiPath}`];
  }

  handleServerError({ type, limit }: ParserError, { host }: { host: ArgumentsHost }) {
    if (type !== 'entity.too.large' || host.getType() !== 'http') return;
    const http = host.switchToHttp();
    const [path, asked] = http.getRequest<{ originalUrl: string }>().originalUrl.split('?');
    if (path !== this.admin && path !== this.shop) return;
    const answer = http.getResponse<Answer>();
    const { json } = answer;
    const words = path === this.admin ? TABLE_TOO_LARGE : TOO_LARGE[KNOWN.find((one) => one === new URLSearchParams(asked).get('languageCode')) ?? 'en'];
    const message = words.replace('{most}', String(limit));
    // Vendure is about to answer, and says nothing of the reason.
    answer.json = () => {
      answer.statusCode = 413;
      return json.call(answer, { errors: [{ message, extensions: { code: 'USER_INPUT_ERROR' } }], data: null });
    };
  }

  handleWorkerError() {}
}

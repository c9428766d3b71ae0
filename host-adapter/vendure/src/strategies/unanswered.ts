import { Injectable, OnModuleInit } from '@nestjs/common';
import { internal_getRequestContext, VendureConfig } from '@vendure/core';
import { Engine } from '../rules/engine';
import { isOutage, report } from '../rules/outage';
import { UNAVAILABLE } from '../rules/own-words';

type ApolloPlugin = NonNullable<VendureConfig['apiOptions']['apolloServerPlugins']>[number];

let engine: Engine;

@Injectable()
export class Unanswered implements OnModuleInit {
  constructor(private engine: Engine) {}

  onModuleInit() {
    engine = this.engine;
  }
}

/**
 * No call of the rules has to be wrapped to be closed: where one gives no answer and nobody has another one to show, what was
 * asked for is refused in words, and names of facts stay in the log. Transactions are over by then, taken back.
 */
export const unanswered: ApolloPlugin = {
  async requestDidStart() {
    return {
      async didEncounterErrors({ errors, contextValue }) {
        for (const error of errors) {
          const { originalError, path } = error;
          if (!isOutage(originalError)) continue;
          const ctx = internal_getRequestContext((contextValue as { req: never }).req);
          report(`${path?.join('.')} of user ${ctx.activeUserId ?? '–'}`, originalError);
          error.message = engine.words(ctx).own(UNAVAILABLE);
          Object.assign(error.extensions, { code: 'USER_INPUT_ERROR' });
        }
      },
    };
  },
};

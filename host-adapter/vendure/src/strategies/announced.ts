import { CallHandler, ExecutionContext, Injectable, NestInterceptor } from '@nestjs/common';
import { GqlContextType, GqlExecutionContext } from '@nestjs/graphql';
import { RequestContext } from '@vendure/core';
import { stateOf } from '../rules/request';

/**
 * What a mutation names is decided together with the cart. Vendure's hooks come to a new article once they have asked
 * about the others, and it would be read and decided by itself.
 */
@Injectable()
export class Announced implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler) {
    if (context.getType<GqlContextType>() === 'graphql') {
      const graphql = GqlExecutionContext.create(context);
      const { req } = graphql.getContext<{ req?: RequestContext['req'] }>();
      // Ids are decoded in place, before or after this.
      if (req) stateOf({ req } as RequestContext).announced.push(graphql.getArgs());
    }
    return next.handle();
  }
}

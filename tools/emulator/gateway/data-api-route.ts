import type { DataApi } from '../data-api/data-api';
import { createDataApiHandler } from '../data-api/http';
import type { CallRoute } from './call';

/** `rds-data` goes to the Data API over PostgreSQL. */
export function dataApiRoute(api: DataApi): CallRoute {
  const handler = createDataApiHandler(api);
  return { service: 'rds-data', handle: (call, response) => handler(call.request, response, call.body) };
}

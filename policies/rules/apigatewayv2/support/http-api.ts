import type { Resource } from '../../../graph/resource';
import { toText } from '../../../graph/value';
import { written } from '../../attribute';
import type { RuleContext } from '../../context';

/** The HTTP or WebSocket API that a stage, route or integration belongs to, if it is in the input. */
export function apiOf(context: RuleContext, resource: Resource): Resource | undefined {
  return context.graph.referencesFrom(resource, 'api_id', 'aws_apigatewayv2_api')[0];
}

export function isWebSocket(api: Resource | undefined): boolean {
  return api !== undefined && toText(written(api, 'protocol_type')) === 'WEBSOCKET';
}

import type { RoleQuestion, ServicePermissions, ServiceQuestion } from '../enforcement/service-permissions';
import type { CallRoute } from './call';
import { readBody, send } from './http';

/** No service of AWS: the signing name under which the extension of moto asks. */
export const PERMISSIONS_SERVICE = 'vpc-lambda-permissions';

const BODY_LIMIT_BYTES = 64 * 1024;

/**
 * Answers the extension of moto whether a service may do something: `{"refused": "…"}`, or `{}`. It is asked about pollers,
 * rules, topics and rotations, which are emulated inside moto and make no calls.
 */
export function permissionsRoute(permissions: ServicePermissions): CallRoute {
  return {
    service: PERMISSIONS_SERVICE,
    handle: async (call, response) => {
      const body = (await readBody(call.request, BODY_LIMIT_BYTES)).toString('utf8');
      const question = JSON.parse(body) as RoleQuestion | ServiceQuestion;
      const refused =
        'service' in question ? await permissions.asService(question) : await permissions.asRole(question);
      send(
        response,
        200,
        { 'content-type': 'application/json' },
        JSON.stringify(refused === undefined ? {} : { refused }),
      );
    },
  };
}

import { Policy } from '../../iam/policy';

/** What an administrator may do: for the question whether something holds even against one. */
export const EVERYTHING = Policy.of('tf~everything', 'identity', {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

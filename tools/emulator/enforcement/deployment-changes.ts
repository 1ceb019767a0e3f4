/**
 * Operations that change what is enforced, by signing name. All others of these services happen while the system runs, many
 * times a second, and change no policy.
 */
const CHANGES: Readonly<Record<string, RegExp>> = {
  dynamodb: /^(Create|Update|Delete)Table$|ResourcePolicy$/,
  ec2: /^(?!Describe|Get)/,
  events: /^(Create|Update|Delete)EventBus$|Permission$/,
  iam: /^(?!Get|List|Simulate|Generate)/,
  kms: /^(PutKeyPolicy|CreateKey|ReplicateKey|ScheduleKeyDeletion|(Create|Update|Delete)Alias)$/,
  lambda: /^(Create|Update|Delete)Function|Permission$/,
  'network-firewall': /^(?!Describe|List)/,
  route53resolver: /^(?!Get|List)/,
  s3: /^(Put|Delete|Create)(Bucket|PublicAccess)/,
  secretsmanager: /^(Create|Delete|Restore|Update)Secret$|^(Put|Delete)ResourcePolicy$/,
  sns: /^(Create|Delete)Topic$|^SetTopicAttributes$|Permission$/,
  sqs: /^(Create|Delete)Queue$|^SetQueueAttributes$|Permission$/,
};

/** Whether the call may change a policy, a key of a resource, or the network. */
export function changesDeployment(service: string | undefined, operation: string | undefined): boolean {
  // `UpdateSecret` and `DeleteBucket` are rare; a REST path that the table does not know counts as a change.
  const changes = CHANGES[service ?? ''];
  return changes !== undefined && (operation === undefined ? service !== 's3' : changes.test(operation));
}

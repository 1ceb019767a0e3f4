import type { ReachPath } from '../../../../policies/model/reach/function-reach';
import { reach } from '../../../../policies/model/reach/reach';
import { contextOf, there } from '../network/support';

/** The paths of the first function, by their destination. */
export async function pathsOf(configuration: string): Promise<ReadonlyMap<string, ReachPath>> {
  const context = await contextOf(configuration);
  const one = there(context.derive(reach).functions[0]);
  return new Map(one.paths.map((path) => [path.destination.id, path]));
}

export const SQS = 'service sqs';
export const S3 = 'service s3';
export const HOST = 'host partner.example';
export const DATABASE = 'database aws_rds_cluster.db';
export const ALL = [SQS, S3, HOST, DATABASE];

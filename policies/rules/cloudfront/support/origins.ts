import type { Resource } from '../../../graph/resource';
import { isUnknown, toText, type Unknown } from '../../../graph/value';
import type { RuleContext } from '../../context';

/** One origin of a distribution. */
export interface Origin {
  /** `origin[0]`. */
  readonly path: string;
  /** The literal name of the host, as far as it is known. */
  readonly host: string;
  /** The resource that the name belongs to. */
  readonly target?: Resource;
  readonly hasCustomConfig: boolean;
}

export function originsOf(
  context: RuleContext,
  distribution: Resource,
): { readonly origins: readonly Origin[]; readonly unknown?: Unknown } {
  const blocks = distribution.blocks('origin');
  const unknown = blocks.find(isUnknown);
  const origins = blocks.flatMap((block, index): readonly Origin[] => {
    if (isUnknown(block)) return [];
    const path = `origin[${index}]`;
    const host = toText(block['domain_name'] ?? '');
    const [target] = context.graph.referencesFrom(distribution, `${path}.domain_name`);
    return [
      {
        path,
        host: typeof host === 'string' ? host : '',
        ...(target ? { target } : {}),
        hasCustomConfig: distribution.blocks(`${path}.custom_origin_config`).length > 0,
      },
    ];
  });
  return { origins, ...(unknown ? { unknown } : {}) };
}

/** A bucket by its REST endpoint. The one for web sites speaks HTTP only, and is a custom origin. */
export function isBucket({ host, target, hasCustomConfig }: Origin): boolean {
  if (hasCustomConfig) return false;
  return target?.type === 'aws_s3_bucket' || /\.s3([.-][a-z0-9-]+)?\.amazonaws\.com(\.cn)?$/.test(host);
}

/** The web-site endpoint of a bucket, which has no TLS. */
export function isWebsite({ host, target }: Origin): boolean {
  return /\.s3-website[.-]/.test(host) || target?.type === 'aws_s3_bucket_website_configuration';
}

/** A service of AWS that answers over HTTPS: a load balancer, MediaStore, MediaPackage. */
export function isServiceWithTls({ host, target }: Origin): boolean {
  return (
    /\.(elb|mediastore|mediapackage)\./.test(host) ||
    /^aws_(lb|alb|elb|media_store_container)$/.test(target?.type ?? '')
  );
}

import { ApiGatewayBasePathMapping } from '@cdktf/provider-aws/lib/api-gateway-base-path-mapping';
import { ApiGatewayDomainName } from '@cdktf/provider-aws/lib/api-gateway-domain-name';
import { Construct } from 'constructs';

/** A name of one's own for the API. The record in DNS belongs to whoever keeps the zone. */
export interface CustomDomain {
  /** For example `deposits.bank.example`. */
  readonly name: string;
  /** A certificate of ACM in the API's region. */
  readonly certificateArn: string;
}

export interface ApiDomainProps {
  readonly domain: CustomDomain;
  readonly restApiId: string;
  readonly stageName: string;
}

/** Serves the API's stage under a name of one's own, with TLS 1.2 or later. */
export class ApiDomain extends Construct {
  /** For an alias record. */
  readonly regionalDomainName: string;
  /** For an alias record. */
  readonly regionalZoneId: string;

  constructor(scope: Construct, id: string, { domain, restApiId, stageName }: ApiDomainProps) {
    super(scope, id);
    const name = new ApiGatewayDomainName(this, 'Name', {
      domainName: domain.name,
      regionalCertificateArn: domain.certificateArn,
      securityPolicy: 'TLS_1_2',
      endpointConfiguration: { types: ['REGIONAL'] },
      tags: { Name: domain.name },
      lifecycle: { createBeforeDestroy: true },
    });
    new ApiGatewayBasePathMapping(this, 'Mapping', {
      apiId: restApiId,
      stageName,
      domainName: name.domainName,
    });
    this.regionalDomainName = name.regionalDomainName;
    this.regionalZoneId = name.regionalZoneId;
  }
}

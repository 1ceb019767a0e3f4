// Written by `npm run rules` from the files on disk. Changes made here are lost.
import { rule as apigatewayAccessLog } from './apigateway/apigateway-access-log';
import { rule as apigatewayApiKeyOnly } from './apigateway/apigateway-api-key-only';
import { rule as apigatewayApiReplacement } from './apigateway/apigateway-api-replacement';
import { rule as apigatewayCache } from './apigateway/apigateway-cache';
import { rule as apigatewayCacheEncryption } from './apigateway/apigateway-cache-encryption';
import { rule as apigatewayClientCertificate } from './apigateway/apigateway-client-certificate';
import { rule as apigatewayDataTrace } from './apigateway/apigateway-data-trace';
import { rule as apigatewayDefaultEndpoint } from './apigateway/apigateway-default-endpoint';
import { rule as apigatewayDeploymentReplacement } from './apigateway/apigateway-deployment-replacement';
import { rule as apigatewayDomainTls } from './apigateway/apigateway-domain-tls';
import { rule as apigatewayExecutionLog } from './apigateway/apigateway-execution-log';
import { rule as apigatewayIntegrationTls } from './apigateway/apigateway-integration-tls';
import { rule as apigatewayLogFormat } from './apigateway/apigateway-log-format';
import { rule as apigatewayMethodAuthorization } from './apigateway/apigateway-method-authorization';
import { rule as apigatewayMethodCache } from './apigateway/apigateway-method-cache';
import { rule as apigatewayMetrics } from './apigateway/apigateway-metrics';
import { rule as apigatewayOptionsPolicy } from './apigateway/apigateway-options-policy';
import { rule as apigatewayPrivateEndpoint } from './apigateway/apigateway-private-endpoint';
import { rule as apigatewayRequestValidation } from './apigateway/apigateway-request-validation';
import { rule as apigatewayRequestValidator } from './apigateway/apigateway-request-validator';
import { rule as apigatewayThrottling } from './apigateway/apigateway-throttling';
import { rule as apigatewayTracing } from './apigateway/apigateway-tracing';
import { rule as apigatewayUsagePlanLimits } from './apigateway/apigateway-usage-plan-limits';
import { rule as apigatewayWaf } from './apigateway/apigateway-waf';
import { rule as apigatewayWafLog4j } from './apigateway/apigateway-waf-log4j';
import { rule as apigatewayv2AccessLog } from './apigatewayv2/apigatewayv2-access-log';
import { rule as apigatewayv2ClientCertificate } from './apigatewayv2/apigatewayv2-client-certificate';
import { rule as apigatewayv2Cors } from './apigatewayv2/apigatewayv2-cors';
import { rule as apigatewayv2DataTrace } from './apigatewayv2/apigatewayv2-data-trace';
import { rule as apigatewayv2DefaultEndpoint } from './apigatewayv2/apigatewayv2-default-endpoint';
import { rule as apigatewayv2DomainTls } from './apigatewayv2/apigatewayv2-domain-tls';
import { rule as apigatewayv2IntegrationTls } from './apigatewayv2/apigatewayv2-integration-tls';
import { rule as apigatewayv2JwtAudience } from './apigatewayv2/apigatewayv2-jwt-audience';
import { rule as apigatewayv2QuickCreate } from './apigatewayv2/apigatewayv2-quick-create';
import { rule as apigatewayv2RouteAuthorization } from './apigatewayv2/apigatewayv2-route-authorization';
import { rule as apigatewayv2Throttling } from './apigatewayv2/apigatewayv2-throttling';
import { rule as cloudfrontCertificate } from './cloudfront/cloudfront-certificate';
import { rule as cloudfrontDefaultRoot } from './cloudfront/cloudfront-default-root';
import { rule as cloudfrontEnabled } from './cloudfront/cloudfront-enabled';
import { rule as cloudfrontGeoRestriction } from './cloudfront/cloudfront-geo-restriction';
import { rule as cloudfrontHsts } from './cloudfront/cloudfront-hsts';
import { rule as cloudfrontLog } from './cloudfront/cloudfront-log';
import { rule as cloudfrontOriginAccess } from './cloudfront/cloudfront-origin-access';
import { rule as cloudfrontOriginAccessControl } from './cloudfront/cloudfront-origin-access-control';
import { rule as cloudfrontOriginFailover } from './cloudfront/cloudfront-origin-failover';
import { rule as cloudfrontOriginHttps } from './cloudfront/cloudfront-origin-https';
import { rule as cloudfrontOriginHttpsOther } from './cloudfront/cloudfront-origin-https-other';
import { rule as cloudfrontOriginSsl } from './cloudfront/cloudfront-origin-ssl';
import { rule as cloudfrontOriginTls } from './cloudfront/cloudfront-origin-tls';
import { rule as cloudfrontResponseHeaders } from './cloudfront/cloudfront-response-headers';
import { rule as cloudfrontSni } from './cloudfront/cloudfront-sni';
import { rule as cloudfrontViewerHttps } from './cloudfront/cloudfront-viewer-https';
import { rule as cloudfrontViewerTls } from './cloudfront/cloudfront-viewer-tls';
import { rule as cloudfrontViewerTlsPolicy } from './cloudfront/cloudfront-viewer-tls-policy';
import { rule as cloudfrontWaf } from './cloudfront/cloudfront-waf';
import { rule as cloudfrontWafLog4j } from './cloudfront/cloudfront-waf-log4j';
import { rule as cloudtrailAlarms } from './cloudtrail/cloudtrail-alarms';
import { rule as cloudtrailAllRegions } from './cloudtrail/cloudtrail-all-regions';
import { rule as cloudtrailBucketLog } from './cloudtrail/cloudtrail-bucket-log';
import { rule as cloudtrailBucketPublic } from './cloudtrail/cloudtrail-bucket-public';
import { rule as cloudtrailCustomerKey } from './cloudtrail/cloudtrail-customer-key';
import { rule as cloudtrailDataStoreKey } from './cloudtrail/cloudtrail-data-store-key';
import { rule as cloudtrailDataStoreProtection } from './cloudtrail/cloudtrail-data-store-protection';
import { rule as cloudtrailGlobalEvents } from './cloudtrail/cloudtrail-global-events';
import { rule as cloudtrailLogGroup } from './cloudtrail/cloudtrail-log-group';
import { rule as cloudtrailLogValidation } from './cloudtrail/cloudtrail-log-validation';
import { rule as cloudtrailLogging } from './cloudtrail/cloudtrail-logging';
import { rule as cloudtrailTopic } from './cloudtrail/cloudtrail-topic';
import { rule as codebuildArtifactEncryption } from './codebuild/codebuild-artifact-encryption';
import { rule as codebuildCustomerKey } from './codebuild/codebuild-customer-key';
import { rule as codebuildLog } from './codebuild/codebuild-log';
import { rule as codebuildLogEncryption } from './codebuild/codebuild-log-encryption';
import { rule as codebuildManagedImage } from './codebuild/codebuild-managed-image';
import { rule as codebuildPrivileged } from './codebuild/codebuild-privileged';
import { rule as codebuildPublic } from './codebuild/codebuild-public';
import { rule as codebuildReportEncryption } from './codebuild/codebuild-report-encryption';
import { rule as codebuildSecretInEnvironment } from './codebuild/codebuild-secret-in-environment';
import { rule as codebuildSourceTls } from './codebuild/codebuild-source-tls';
import { rule as codebuildSourceToken } from './codebuild/codebuild-source-token';
import { rule as codebuildWebhookFilter } from './codebuild/codebuild-webhook-filter';
import { rule as codepipelineCustomerKey } from './codepipeline/codepipeline-customer-key';
import { rule as codepipelineGithubConnection } from './codepipeline/codepipeline-github-connection';
import { rule as codepipelineLiteralToken } from './codepipeline/codepipeline-literal-token';
import { rule as codepipelineWebhookAuth } from './codepipeline/codepipeline-webhook-auth';
import { rule as cognitoClassicFlow } from './cognito/cognito-classic-flow';
import { rule as cognitoClientCallback } from './cognito/cognito-client-callback';
import { rule as cognitoClientImplicitFlow } from './cognito/cognito-client-implicit-flow';
import { rule as cognitoClientPasswordFlow } from './cognito/cognito-client-password-flow';
import { rule as cognitoClientRefreshValidity } from './cognito/cognito-client-refresh-validity';
import { rule as cognitoClientTokenRevocation } from './cognito/cognito-client-token-revocation';
import { rule as cognitoClientUserExistence } from './cognito/cognito-client-user-existence';
import { rule as cognitoDeletionProtection } from './cognito/cognito-deletion-protection';
import { rule as cognitoGuestAccess } from './cognito/cognito-guest-access';
import { rule as cognitoMfa } from './cognito/cognito-mfa';
import { rule as cognitoPasswordPolicy } from './cognito/cognito-password-policy';
import { rule as cognitoServerTokenCheck } from './cognito/cognito-server-token-check';
import { rule as cognitoTemporaryPassword } from './cognito/cognito-temporary-password';
import { rule as cognitoThreatProtection } from './cognito/cognito-threat-protection';
import { rule as dynamodbCapacity } from './dynamodb/dynamodb-capacity';
import { rule as dynamodbCustomerKey } from './dynamodb/dynamodb-customer-key';
import { rule as dynamodbDaxEncryption } from './dynamodb/dynamodb-dax-encryption';
import { rule as dynamodbDaxTls } from './dynamodb/dynamodb-dax-tls';
import { rule as dynamodbDeletionProtection } from './dynamodb/dynamodb-deletion-protection';
import { rule as dynamodbRecovery } from './dynamodb/dynamodb-recovery';
import { rule as dynamodbReplicaKey } from './dynamodb/dynamodb-replica-key';
import { rule as dynamodbReplicaRecovery } from './dynamodb/dynamodb-replica-recovery';
import { rule as ecrCustomerKey } from './ecr/ecr-customer-key';
import { rule as ecrImmutableTags } from './ecr/ecr-immutable-tags';
import { rule as ecrKms } from './ecr/ecr-kms';
import { rule as ecrScan } from './ecr/ecr-scan';
import { rule as ecsCapabilities } from './ecs/ecs-capabilities';
import { rule as ecsContainerInsights } from './ecs/ecs-container-insights';
import { rule as ecsContainerLog } from './ecs/ecs-container-log';
import { rule as ecsEfsCustomerKey } from './ecs/ecs-efs-customer-key';
import { rule as ecsEfsEncryption } from './ecs/ecs-efs-encryption';
import { rule as ecsEfsRootDirectory } from './ecs/ecs-efs-root-directory';
import { rule as ecsEfsTransit } from './ecs/ecs-efs-transit';
import { rule as ecsEfsUser } from './ecs/ecs-efs-user';
import { rule as ecsEnvironment } from './ecs/ecs-environment';
import { rule as ecsExecEncryption } from './ecs/ecs-exec-encryption';
import { rule as ecsExecLog } from './ecs/ecs-exec-log';
import { rule as ecsFargatePlatform } from './ecs/ecs-fargate-platform';
import { rule as ecsHostIpc } from './ecs/ecs-host-ipc';
import { rule as ecsHostNetwork } from './ecs/ecs-host-network';
import { rule as ecsHostPid } from './ecs/ecs-host-pid';
import { rule as ecsPrivileged } from './ecs/ecs-privileged';
import { rule as ecsPublicIp } from './ecs/ecs-public-ip';
import { rule as ecsReadOnlyRoot } from './ecs/ecs-read-only-root';
import { rule as ecsSecretInEnvironment } from './ecs/ecs-secret-in-environment';
import { rule as ecsSeparateRoles } from './ecs/ecs-separate-roles';
import { rule as ecsUser } from './ecs/ecs-user';
import { rule as elbAccessLog } from './elb/elb-access-log';
import { rule as elbAttachedGroup } from './elb/elb-attached-group';
import { rule as elbClassicAccessLog } from './elb/elb-classic-access-log';
import { rule as elbClassicCertificate } from './elb/elb-classic-certificate';
import { rule as elbClassicCrossZone } from './elb/elb-classic-cross-zone';
import { rule as elbClassicDraining } from './elb/elb-classic-draining';
import { rule as elbClassicHttp } from './elb/elb-classic-http';
import { rule as elbClassicListener } from './elb/elb-classic-listener';
import { rule as elbClassicPolicy } from './elb/elb-classic-policy';
import { rule as elbClassicZones } from './elb/elb-classic-zones';
import { rule as elbCrossZone } from './elb/elb-cross-zone';
import { rule as elbDeletionProtection } from './elb/elb-deletion-protection';
import { rule as elbDesync } from './elb/elb-desync';
import { rule as elbHealthCheck } from './elb/elb-health-check';
import { rule as elbHttpRedirect } from './elb/elb-http-redirect';
import { rule as elbInvalidHeaders } from './elb/elb-invalid-headers';
import { rule as elbListenerCiphers } from './elb/elb-listener-ciphers';
import { rule as elbListenerHttps } from './elb/elb-listener-https';
import { rule as elbListenerPolicy } from './elb/elb-listener-policy';
import { rule as elbListenerTls } from './elb/elb-listener-tls';
import { rule as elbPublic } from './elb/elb-public';
import { rule as elbTargetTls } from './elb/elb-target-tls';
import { rule as elbWaf } from './elb/elb-waf';
import { rule as elbWafLog4j } from './elb/elb-waf-log4j';
import { rule as endpointPolicyFullAccess } from './endpoint/endpoint-policy-full-access';
import { rule as endpointPolicyPerimeter } from './endpoint/endpoint-policy-perimeter';
import { rule as endpointPolicyWritten } from './endpoint/endpoint-policy-written';
import { rule as endpointServicePrincipals } from './endpoint/endpoint-service-principals';
import { rule as eventsArchiveRetention } from './events/events-archive-retention';
import { rule as eventsBusArchive } from './events/events-bus-archive';
import { rule as eventsBusKey } from './events/events-bus-key';
import { rule as eventsDiscoveryKey } from './events/events-discovery-key';
import { rule as eventsPipeKey } from './events/events-pipe-key';
import { rule as eventsPipeLog } from './events/events-pipe-log';
import { rule as eventsPipeLogData } from './events/events-pipe-log-data';
import { rule as eventsRuleOpenPattern } from './events/events-rule-open-pattern';
import { rule as eventsScheduleDeadLetter } from './events/events-schedule-dead-letter';
import { rule as eventsScheduleKey } from './events/events-schedule-key';
import { rule as eventsScheduleRetry } from './events/events-schedule-retry';
import { rule as eventsTargetDeadLetter } from './events/events-target-dead-letter';
import { rule as eventsTargetRole } from './events/events-target-role';
import { rule as exposureApiPrivate } from './exposure/exposure-api-private';
import { rule as exposureConfusedDeputy } from './exposure/exposure-confused-deputy';
import { rule as exposureDynamodbPublic } from './exposure/exposure-dynamodb-public';
import { rule as exposureEcrPublic } from './exposure/exposure-ecr-public';
import { rule as exposureEventBusPublic } from './exposure/exposure-event-bus-public';
import { rule as exposureGlacierPublic } from './exposure/exposure-glacier-public';
import { rule as exposureImagePublic } from './exposure/exposure-image-public';
import { rule as exposureKmsPolicyDefined } from './exposure/exposure-kms-policy-defined';
import { rule as exposureKmsPublic } from './exposure/exposure-kms-public';
import { rule as exposureLayerPublic } from './exposure/exposure-layer-public';
import { rule as exposureLogsPublic } from './exposure/exposure-logs-public';
import { rule as exposureNegatedScope } from './exposure/exposure-negated-scope';
import { rule as exposureNotPrincipal } from './exposure/exposure-not-principal';
import { rule as exposureOnePolicy } from './exposure/exposure-one-policy';
import { rule as exposureS3Lockout } from './exposure/exposure-s3-lockout';
import { rule as exposureS3Public } from './exposure/exposure-s3-public';
import { rule as exposureS3Tls } from './exposure/exposure-s3-tls';
import { rule as exposureSearchPublic } from './exposure/exposure-search-public';
import { rule as exposureSecretPublic } from './exposure/exposure-secret-public';
import { rule as exposureServicePublic } from './exposure/exposure-service-public';
import { rule as exposureSnsCrossAccount } from './exposure/exposure-sns-cross-account';
import { rule as exposureSnsPublic } from './exposure/exposure-sns-public';
import { rule as exposureSnsTls } from './exposure/exposure-sns-tls';
import { rule as exposureSqsPublic } from './exposure/exposure-sqs-public';
import { rule as exposureSqsStarActions } from './exposure/exposure-sqs-star-actions';
import { rule as exposureSqsTls } from './exposure/exposure-sqs-tls';
import { rule as iamBoundaryKept } from './iam/iam-boundary-kept';
import { rule as iamBoundaryLimits } from './iam/iam-boundary-limits';
import { rule as iamConditionHasEffect } from './iam/iam-condition-has-effect';
import { rule as iamDocumentNoPublicPrincipal } from './iam/iam-document-no-public-principal';
import { rule as iamForAllValues } from './iam/iam-for-all-values';
import { rule as iamFunctionCodeNoNetworkInterfaces } from './iam/iam-function-code-no-network-interfaces';
import { rule as iamGroupHasUsers } from './iam/iam-group-has-users';
import { rule as iamGroupMfa } from './iam/iam-group-mfa';
import { rule as iamNoAdmin } from './iam/iam-no-admin';
import { rule as iamNoAdministratorAccess } from './iam/iam-no-administrator-access';
import { rule as iamNoAwsManagedPolicy } from './iam/iam-no-aws-managed-policy';
import { rule as iamNoCredentialsExposure } from './iam/iam-no-credentials-exposure';
import { rule as iamNoDataExfiltration } from './iam/iam-no-data-exfiltration';
import { rule as iamNoFullAccessPolicy } from './iam/iam-no-full-access-policy';
import { rule as iamNoFullIam } from './iam/iam-no-full-iam';
import { rule as iamNoFullS3 } from './iam/iam-no-full-s3';
import { rule as iamNoIamFullAccess } from './iam/iam-no-iam-full-access';
import { rule as iamNoNegatedAllow } from './iam/iam-no-negated-allow';
import { rule as iamNoPassRoleStar } from './iam/iam-no-pass-role-star';
import { rule as iamNoPrivilegeEscalation } from './iam/iam-no-privilege-escalation';
import { rule as iamNoRootAccessKey } from './iam/iam-no-root-access-key';
import { rule as iamNoStarAction } from './iam/iam-no-star-action';
import { rule as iamNoStarResource } from './iam/iam-no-star-resource';
import { rule as iamNoUnlimitedPermissions } from './iam/iam-no-unlimited-permissions';
import { rule as iamNoUnlimitedWrite } from './iam/iam-no-unlimited-write';
import { rule as iamNoUser } from './iam/iam-no-user';
import { rule as iamNoUserPolicy } from './iam/iam-no-user-policy';
import { rule as iamNoWildcardAction } from './iam/iam-no-wildcard-action';
import { rule as iamOidcSubject } from './iam/iam-oidc-subject';
import { rule as iamPasswordExpiry } from './iam/iam-password-expiry';
import { rule as iamPasswordLength } from './iam/iam-password-length';
import { rule as iamPasswordLowercase } from './iam/iam-password-lowercase';
import { rule as iamPasswordNumber } from './iam/iam-password-number';
import { rule as iamPasswordReuse } from './iam/iam-password-reuse';
import { rule as iamPasswordReuse24 } from './iam/iam-password-reuse-24';
import { rule as iamPasswordSymbol } from './iam/iam-password-symbol';
import { rule as iamPasswordUppercase } from './iam/iam-password-uppercase';
import { rule as iamPolicyIsValid } from './iam/iam-policy-is-valid';
import { rule as iamRoleNoAccountTrust } from './iam/iam-role-no-account-trust';
import { rule as iamRoleNoPublicTrust } from './iam/iam-role-no-public-trust';
import { rule as iamRoleServesItsUser } from './iam/iam-role-serves-its-user';
import { rule as iamServiceTrustSource } from './iam/iam-service-trust-source';
import { rule as iamUserInGroup } from './iam/iam-user-in-group';
import { rule as iamUserNoConsole } from './iam/iam-user-no-console';
import { rule as kmsDeletionWindow } from './kms/kms-deletion-window';
import { rule as kmsEnabled } from './kms/kms-enabled';
import { rule as kmsMultiRegion } from './kms/kms-multi-region';
import { rule as kmsPolicyLockout } from './kms/kms-policy-lockout';
import { rule as kmsRotation } from './kms/kms-rotation';
import { rule as lambdaApiTimeout } from './lambda/lambda-api-timeout';
import { rule as lambdaCodeSigning } from './lambda/lambda-code-signing';
import { rule as lambdaConcurrency } from './lambda/lambda-concurrency';
import { rule as lambdaDeadLetters } from './lambda/lambda-dead-letters';
import { rule as lambdaEnvironmentKey } from './lambda/lambda-environment-key';
import { rule as lambdaEnvironmentSecrets } from './lambda/lambda-environment-secrets';
import { rule as lambdaInVpc } from './lambda/lambda-in-vpc';
import { rule as lambdaLogGroup } from './lambda/lambda-log-group';
import { rule as lambdaPermissionAction } from './lambda/lambda-permission-action';
import { rule as lambdaPermissionPublic } from './lambda/lambda-permission-public';
import { rule as lambdaPermissionSource } from './lambda/lambda-permission-source';
import { rule as lambdaRuntimeCurrent } from './lambda/lambda-runtime-current';
import { rule as lambdaRuntimeSupported } from './lambda/lambda-runtime-supported';
import { rule as lambdaSharedRole } from './lambda/lambda-shared-role';
import { rule as lambdaSourceFailures } from './lambda/lambda-source-failures';
import { rule as lambdaSourceFilterKey } from './lambda/lambda-source-filter-key';
import { rule as lambdaSourceHeadroom } from './lambda/lambda-source-headroom';
import { rule as lambdaSourcePartialFailures } from './lambda/lambda-source-partial-failures';
import { rule as lambdaSourceVisibility } from './lambda/lambda-source-visibility';
import { rule as lambdaTracing } from './lambda/lambda-tracing';
import { rule as lambdaUrlAuth } from './lambda/lambda-url-auth';
import { rule as lambdaUrlCors } from './lambda/lambda-url-cors';
import { rule as logsAlarmEnabled } from './logs/logs-alarm-enabled';
import { rule as logsAlarmNotifies } from './logs/logs-alarm-notifies';
import { rule as logsCustomerKey } from './logs/logs-customer-key';
import { rule as logsGroupClass } from './logs/logs-group-class';
import { rule as logsRetention } from './logs/logs-retention';
import { rule as logsRetentionYear } from './logs/logs-retention-year';
import { rule as networkAclAllPorts } from './network/network-acl-all-ports';
import { rule as networkAclAttached } from './network/network-acl-attached';
import { rule as networkAclNoOpenFtp } from './network/network-acl-no-open-ftp';
import { rule as networkAclNoOpenFtpData } from './network/network-acl-no-open-ftp-data';
import { rule as networkAclNoOpenRdp } from './network/network-acl-no-open-rdp';
import { rule as networkAclNoOpenSsh } from './network/network-acl-no-open-ssh';
import { rule as networkDatabaseSubnet } from './network/network-database-subnet';
import { rule as networkDefaultGroupClosed } from './network/network-default-group-closed';
import { rule as networkDnsFirewallAttached } from './network/network-dns-firewall-attached';
import { rule as networkDnsFirewallBlocks } from './network/network-dns-firewall-blocks';
import { rule as networkDnsFirewallFailClosed } from './network/network-dns-firewall-fail-closed';
import { rule as networkEipAttached } from './network/network-eip-attached';
import { rule as networkEndpointGroup } from './network/network-endpoint-group';
import { rule as networkEndpointPrivateDns } from './network/network-endpoint-private-dns';
import { rule as networkEndpointServiceAcceptance } from './network/network-endpoint-service-acceptance';
import { rule as networkFirewallCustomerKey } from './network/network-firewall-customer-key';
import { rule as networkFirewallDefaultAction } from './network/network-firewall-default-action';
import { rule as networkFirewallDeleteProtection } from './network/network-firewall-delete-protection';
import { rule as networkFirewallLogging } from './network/network-firewall-logging';
import { rule as networkFirewallPolicyCustomerKey } from './network/network-firewall-policy-customer-key';
import { rule as networkFirewallReturnPath } from './network/network-firewall-return-path';
import { rule as networkFirewallStatefulDefault } from './network/network-firewall-stateful-default';
import { rule as networkFlowLogRejects } from './network/network-flow-log-rejects';
import { rule as networkFunctionSubnet } from './network/network-function-subnet';
import { rule as networkGroupAttached } from './network/network-group-attached';
import { rule as networkGroupDescription } from './network/network-group-description';
import { rule as networkInstanceMetadata } from './network/network-instance-metadata';
import { rule as networkNatGateway } from './network/network-nat-gateway';
import { rule as networkNatPublicSubnet } from './network/network-nat-public-subnet';
import { rule as networkNoDefaultVpc } from './network/network-no-default-vpc';
import { rule as networkNoOpenEgress } from './network/network-no-open-egress';
import { rule as networkNoOpenGroupChain } from './network/network-no-open-group-chain';
import { rule as networkNoOpenHttp } from './network/network-no-open-http';
import { rule as networkNoOpenIngress } from './network/network-no-open-ingress';
import { rule as networkNoOpenRdp } from './network/network-no-open-rdp';
import { rule as networkNoOpenSensitivePort } from './network/network-no-open-sensitive-port';
import { rule as networkNoOpenSsh } from './network/network-no-open-ssh';
import { rule as networkNoPublicIp } from './network/network-no-public-ip';
import { rule as networkNoPublicIpOnLaunch } from './network/network-no-public-ip-on-launch';
import { rule as networkNoWorldEgress } from './network/network-no-world-egress';
import { rule as networkNoWorldIngress } from './network/network-no-world-ingress';
import { rule as networkPeeringRouteNarrow } from './network/network-peering-route-narrow';
import { rule as networkPrivateSubnet } from './network/network-private-subnet';
import { rule as networkRuleDescription } from './network/network-rule-description';
import { rule as networkTransitGatewayNoAutoAccept } from './network/network-transit-gateway-no-auto-accept';
import { rule as networkVpcFlowLog } from './network/network-vpc-flow-log';
import { rule as rdsActivityStreamKey } from './rds/rds-activity-stream-key';
import { rule as rdsAuditLog } from './rds/rds-audit-log';
import { rule as rdsBacktrack } from './rds/rds-backtrack';
import { rule as rdsBackupPlan } from './rds/rds-backup-plan';
import { rule as rdsBackupReplicationKey } from './rds/rds-backup-replication-key';
import { rule as rdsBackupRetention } from './rds/rds-backup-retention';
import { rule as rdsBackups } from './rds/rds-backups';
import { rule as rdsCaCertificate } from './rds/rds-ca-certificate';
import { rule as rdsClassicOpen } from './rds/rds-classic-open';
import { rule as rdsClassicSecurityGroup } from './rds/rds-classic-security-group';
import { rule as rdsCustomerKey } from './rds/rds-customer-key';
import { rule as rdsDataApiSupport } from './rds/rds-data-api-support';
import { rule as rdsDefaultPort } from './rds/rds-default-port';
import { rule as rdsDeletionProtection } from './rds/rds-deletion-protection';
import { rule as rdsDocumentAudit } from './rds/rds-document-audit';
import { rule as rdsDocumentBackups } from './rds/rds-document-backups';
import { rule as rdsDocumentLogs } from './rds/rds-document-logs';
import { rule as rdsDocumentTls } from './rds/rds-document-tls';
import { rule as rdsEncryption } from './rds/rds-encryption';
import { rule as rdsEnhancedMonitoring } from './rds/rds-enhanced-monitoring';
import { rule as rdsIamAuthentication } from './rds/rds-iam-authentication';
import { rule as rdsLogFdw } from './rds/rds-log-fdw';
import { rule as rdsLogs } from './rds/rds-logs';
import { rule as rdsManagedPassword } from './rds/rds-managed-password';
import { rule as rdsMinorUpgrades } from './rds/rds-minor-upgrades';
import { rule as rdsMultiAz } from './rds/rds-multi-az';
import { rule as rdsPasswordLiteral } from './rds/rds-password-literal';
import { rule as rdsPerformanceInsights } from './rds/rds-performance-insights';
import { rule as rdsPerformanceInsightsKey } from './rds/rds-performance-insights-key';
import { rule as rdsProxyDebugLogging } from './rds/rds-proxy-debug-logging';
import { rule as rdsProxyIam } from './rds/rds-proxy-iam';
import { rule as rdsProxyPasswordScheme } from './rds/rds-proxy-password-scheme';
import { rule as rdsProxyTls } from './rds/rds-proxy-tls';
import { rule as rdsPublicAccess } from './rds/rds-public-access';
import { rule as rdsQueryLog } from './rds/rds-query-log';
import { rule as rdsServerlessMysqlLogs } from './rds/rds-serverless-mysql-logs';
import { rule as rdsServerlessV1 } from './rds/rds-serverless-v1';
import { rule as rdsSnapshotEncryption } from './rds/rds-snapshot-encryption';
import { rule as rdsSnapshotKey } from './rds/rds-snapshot-key';
import { rule as rdsSnapshotPublic } from './rds/rds-snapshot-public';
import { rule as rdsSnapshotTags } from './rds/rds-snapshot-tags';
import { rule as rdsTls } from './rds/rds-tls';
import { rule as s3AbortUploads } from './s3/s3-abort-uploads';
import { rule as s3AccessLog } from './s3/s3-access-log';
import { rule as s3AccessPoint } from './s3/s3-access-point';
import { rule as s3AclAnyAccount } from './s3/s3-acl-any-account';
import { rule as s3AclPlainHttp } from './s3/s3-acl-plain-http';
import { rule as s3AclPublicRead } from './s3/s3-acl-public-read';
import { rule as s3AclPublicWrite } from './s3/s3-acl-public-write';
import { rule as s3AclReadable } from './s3/s3-acl-readable';
import { rule as s3BlocksPublicAcls } from './s3/s3-blocks-public-acls';
import { rule as s3BlocksPublicPolicy } from './s3/s3-blocks-public-policy';
import { rule as s3Cors } from './s3/s3-cors';
import { rule as s3CustomerKey } from './s3/s3-customer-key';
import { rule as s3Encryption } from './s3/s3-encryption';
import { rule as s3EncryptionWritten } from './s3/s3-encryption-written';
import { rule as s3IgnoresPublicAcls } from './s3/s3-ignores-public-acls';
import { rule as s3Kms } from './s3/s3-kms';
import { rule as s3Lifecycle } from './s3/s3-lifecycle';
import { rule as s3MfaDelete } from './s3/s3-mfa-delete';
import { rule as s3NameWithoutDots } from './s3/s3-name-without-dots';
import { rule as s3Notification } from './s3/s3-notification';
import { rule as s3ObjectAcl } from './s3/s3-object-acl';
import { rule as s3ObjectKey } from './s3/s3-object-key';
import { rule as s3ObjectLock } from './s3/s3-object-lock';
import { rule as s3Ownership } from './s3/s3-ownership';
import { rule as s3PublicAccessBlock } from './s3/s3-public-access-block';
import { rule as s3PublicAccessSwitches } from './s3/s3-public-access-switches';
import { rule as s3ReadEvents } from './s3/s3-read-events';
import { rule as s3Replication } from './s3/s3-replication';
import { rule as s3RestrictsPublic } from './s3/s3-restricts-public';
import { rule as s3Versioning } from './s3/s3-versioning';
import { rule as s3WebsiteOpen } from './s3/s3-website-open';
import { rule as s3WriteEvents } from './s3/s3-write-events';
import { rule as secretsmanagerCustomerKey } from './secretsmanager/secretsmanager-customer-key';
import { rule as secretsmanagerLiteral } from './secretsmanager/secretsmanager-literal';
import { rule as secretsmanagerRecovery } from './secretsmanager/secretsmanager-recovery';
import { rule as secretsmanagerReplicaKey } from './secretsmanager/secretsmanager-replica-key';
import { rule as secretsmanagerRotation } from './secretsmanager/secretsmanager-rotation';
import { rule as secretsmanagerRotationPeriod } from './secretsmanager/secretsmanager-rotation-period';
import { rule as snsCustomerKey } from './sns/sns-customer-key';
import { rule as snsDeliveryLog } from './sns/sns-delivery-log';
import { rule as snsEncryption } from './sns/sns-encryption';
import { rule as snsSignatureVersion } from './sns/sns-signature-version';
import { rule as snsSubscriptionAccount } from './sns/sns-subscription-account';
import { rule as snsSubscriptionDeadLetter } from './sns/sns-subscription-dead-letter';
import { rule as snsSubscriptionTls } from './sns/sns-subscription-tls';
import { rule as sqsCustomerKey } from './sqs/sqs-customer-key';
import { rule as sqsDeadLetter } from './sqs/sqs-dead-letter';
import { rule as sqsDeadLetterKind } from './sqs/sqs-dead-letter-kind';
import { rule as sqsDeadLetterRetention } from './sqs/sqs-dead-letter-retention';
import { rule as sqsEncryptionDeclared } from './sqs/sqs-encryption-declared';
import { rule as sqsEncryptionOff } from './sqs/sqs-encryption-off';
import { rule as sqsMaxReceiveCount } from './sqs/sqs-max-receive-count';
import { rule as sqsRedriveAllow } from './sqs/sqs-redrive-allow';
import { rule as sqsVisibility } from './sqs/sqs-visibility';
import { rule as statesExpressLog } from './states/states-express-log';
import { rule as statesKey } from './states/states-key';
import { rule as statesLog } from './states/states-log';
import { rule as statesLogData } from './states/states-log-data';
import { rule as statesTaskErrors } from './states/states-task-errors';
import { rule as statesTaskTimeout } from './states/states-task-timeout';
import { rule as statesTracing } from './states/states-tracing';
import { rule as wafClassic } from './waf/waf-classic';
import { rule as wafClassicLog } from './waf/waf-classic-log';
import { rule as wafCountedGroup } from './waf/waf-counted-group';
import { rule as wafLog } from './waf/waf-log';
import { rule as wafLog4j } from './waf/waf-log4j';
import { rule as wafMetrics } from './waf/waf-metrics';
import { rule as wafRateLimit } from './waf/waf-rate-limit';
import { rule as wafRuleAction } from './waf/waf-rule-action';
import { rule as wafRules } from './waf/waf-rules';
import type { Rule } from './rule';

/** Every rule, in the order of the names. */
export const RULES: readonly Rule[] = [
  apigatewayAccessLog,
  apigatewayApiKeyOnly,
  apigatewayApiReplacement,
  apigatewayCache,
  apigatewayCacheEncryption,
  apigatewayClientCertificate,
  apigatewayDataTrace,
  apigatewayDefaultEndpoint,
  apigatewayDeploymentReplacement,
  apigatewayDomainTls,
  apigatewayExecutionLog,
  apigatewayIntegrationTls,
  apigatewayLogFormat,
  apigatewayMethodAuthorization,
  apigatewayMethodCache,
  apigatewayMetrics,
  apigatewayOptionsPolicy,
  apigatewayPrivateEndpoint,
  apigatewayRequestValidation,
  apigatewayRequestValidator,
  apigatewayThrottling,
  apigatewayTracing,
  apigatewayUsagePlanLimits,
  apigatewayWaf,
  apigatewayWafLog4j,
  apigatewayv2AccessLog,
  apigatewayv2ClientCertificate,
  apigatewayv2Cors,
  apigatewayv2DataTrace,
  apigatewayv2DefaultEndpoint,
  apigatewayv2DomainTls,
  apigatewayv2IntegrationTls,
  apigatewayv2JwtAudience,
  apigatewayv2QuickCreate,
  apigatewayv2RouteAuthorization,
  apigatewayv2Throttling,
  cloudfrontCertificate,
  cloudfrontDefaultRoot,
  cloudfrontEnabled,
  cloudfrontGeoRestriction,
  cloudfrontHsts,
  cloudfrontLog,
  cloudfrontOriginAccess,
  cloudfrontOriginAccessControl,
  cloudfrontOriginFailover,
  cloudfrontOriginHttps,
  cloudfrontOriginHttpsOther,
  cloudfrontOriginSsl,
  cloudfrontOriginTls,
  cloudfrontResponseHeaders,
  cloudfrontSni,
  cloudfrontViewerHttps,
  cloudfrontViewerTls,
  cloudfrontViewerTlsPolicy,
  cloudfrontWaf,
  cloudfrontWafLog4j,
  cloudtrailAlarms,
  cloudtrailAllRegions,
  cloudtrailBucketLog,
  cloudtrailBucketPublic,
  cloudtrailCustomerKey,
  cloudtrailDataStoreKey,
  cloudtrailDataStoreProtection,
  cloudtrailGlobalEvents,
  cloudtrailLogGroup,
  cloudtrailLogValidation,
  cloudtrailLogging,
  cloudtrailTopic,
  codebuildArtifactEncryption,
  codebuildCustomerKey,
  codebuildLog,
  codebuildLogEncryption,
  codebuildManagedImage,
  codebuildPrivileged,
  codebuildPublic,
  codebuildReportEncryption,
  codebuildSecretInEnvironment,
  codebuildSourceTls,
  codebuildSourceToken,
  codebuildWebhookFilter,
  codepipelineCustomerKey,
  codepipelineGithubConnection,
  codepipelineLiteralToken,
  codepipelineWebhookAuth,
  cognitoClassicFlow,
  cognitoClientCallback,
  cognitoClientImplicitFlow,
  cognitoClientPasswordFlow,
  cognitoClientRefreshValidity,
  cognitoClientTokenRevocation,
  cognitoClientUserExistence,
  cognitoDeletionProtection,
  cognitoGuestAccess,
  cognitoMfa,
  cognitoPasswordPolicy,
  cognitoServerTokenCheck,
  cognitoTemporaryPassword,
  cognitoThreatProtection,
  dynamodbCapacity,
  dynamodbCustomerKey,
  dynamodbDaxEncryption,
  dynamodbDaxTls,
  dynamodbDeletionProtection,
  dynamodbRecovery,
  dynamodbReplicaKey,
  dynamodbReplicaRecovery,
  ecrCustomerKey,
  ecrImmutableTags,
  ecrKms,
  ecrScan,
  ecsCapabilities,
  ecsContainerInsights,
  ecsContainerLog,
  ecsEfsCustomerKey,
  ecsEfsEncryption,
  ecsEfsRootDirectory,
  ecsEfsTransit,
  ecsEfsUser,
  ecsEnvironment,
  ecsExecEncryption,
  ecsExecLog,
  ecsFargatePlatform,
  ecsHostIpc,
  ecsHostNetwork,
  ecsHostPid,
  ecsPrivileged,
  ecsPublicIp,
  ecsReadOnlyRoot,
  ecsSecretInEnvironment,
  ecsSeparateRoles,
  ecsUser,
  elbAccessLog,
  elbAttachedGroup,
  elbClassicAccessLog,
  elbClassicCertificate,
  elbClassicCrossZone,
  elbClassicDraining,
  elbClassicHttp,
  elbClassicListener,
  elbClassicPolicy,
  elbClassicZones,
  elbCrossZone,
  elbDeletionProtection,
  elbDesync,
  elbHealthCheck,
  elbHttpRedirect,
  elbInvalidHeaders,
  elbListenerCiphers,
  elbListenerHttps,
  elbListenerPolicy,
  elbListenerTls,
  elbPublic,
  elbTargetTls,
  elbWaf,
  elbWafLog4j,
  endpointPolicyFullAccess,
  endpointPolicyPerimeter,
  endpointPolicyWritten,
  endpointServicePrincipals,
  eventsArchiveRetention,
  eventsBusArchive,
  eventsBusKey,
  eventsDiscoveryKey,
  eventsPipeKey,
  eventsPipeLog,
  eventsPipeLogData,
  eventsRuleOpenPattern,
  eventsScheduleDeadLetter,
  eventsScheduleKey,
  eventsScheduleRetry,
  eventsTargetDeadLetter,
  eventsTargetRole,
  exposureApiPrivate,
  exposureConfusedDeputy,
  exposureDynamodbPublic,
  exposureEcrPublic,
  exposureEventBusPublic,
  exposureGlacierPublic,
  exposureImagePublic,
  exposureKmsPolicyDefined,
  exposureKmsPublic,
  exposureLayerPublic,
  exposureLogsPublic,
  exposureNegatedScope,
  exposureNotPrincipal,
  exposureOnePolicy,
  exposureS3Lockout,
  exposureS3Public,
  exposureS3Tls,
  exposureSearchPublic,
  exposureSecretPublic,
  exposureServicePublic,
  exposureSnsCrossAccount,
  exposureSnsPublic,
  exposureSnsTls,
  exposureSqsPublic,
  exposureSqsStarActions,
  exposureSqsTls,
  iamBoundaryKept,
  iamBoundaryLimits,
  iamConditionHasEffect,
  iamDocumentNoPublicPrincipal,
  iamForAllValues,
  iamFunctionCodeNoNetworkInterfaces,
  iamGroupHasUsers,
  iamGroupMfa,
  iamNoAdmin,
  iamNoAdministratorAccess,
  iamNoAwsManagedPolicy,
  iamNoCredentialsExposure,
  iamNoDataExfiltration,
  iamNoFullAccessPolicy,
  iamNoFullIam,
  iamNoFullS3,
  iamNoIamFullAccess,
  iamNoNegatedAllow,
  iamNoPassRoleStar,
  iamNoPrivilegeEscalation,
  iamNoRootAccessKey,
  iamNoStarAction,
  iamNoStarResource,
  iamNoUnlimitedPermissions,
  iamNoUnlimitedWrite,
  iamNoUser,
  iamNoUserPolicy,
  iamNoWildcardAction,
  iamOidcSubject,
  iamPasswordExpiry,
  iamPasswordLength,
  iamPasswordLowercase,
  iamPasswordNumber,
  iamPasswordReuse,
  iamPasswordReuse24,
  iamPasswordSymbol,
  iamPasswordUppercase,
  iamPolicyIsValid,
  iamRoleNoAccountTrust,
  iamRoleNoPublicTrust,
  iamRoleServesItsUser,
  iamServiceTrustSource,
  iamUserInGroup,
  iamUserNoConsole,
  kmsDeletionWindow,
  kmsEnabled,
  kmsMultiRegion,
  kmsPolicyLockout,
  kmsRotation,
  lambdaApiTimeout,
  lambdaCodeSigning,
  lambdaConcurrency,
  lambdaDeadLetters,
  lambdaEnvironmentKey,
  lambdaEnvironmentSecrets,
  lambdaInVpc,
  lambdaLogGroup,
  lambdaPermissionAction,
  lambdaPermissionPublic,
  lambdaPermissionSource,
  lambdaRuntimeCurrent,
  lambdaRuntimeSupported,
  lambdaSharedRole,
  lambdaSourceFailures,
  lambdaSourceFilterKey,
  lambdaSourceHeadroom,
  lambdaSourcePartialFailures,
  lambdaSourceVisibility,
  lambdaTracing,
  lambdaUrlAuth,
  lambdaUrlCors,
  logsAlarmEnabled,
  logsAlarmNotifies,
  logsCustomerKey,
  logsGroupClass,
  logsRetention,
  logsRetentionYear,
  networkAclAllPorts,
  networkAclAttached,
  networkAclNoOpenFtp,
  networkAclNoOpenFtpData,
  networkAclNoOpenRdp,
  networkAclNoOpenSsh,
  networkDatabaseSubnet,
  networkDefaultGroupClosed,
  networkDnsFirewallAttached,
  networkDnsFirewallBlocks,
  networkDnsFirewallFailClosed,
  networkEipAttached,
  networkEndpointGroup,
  networkEndpointPrivateDns,
  networkEndpointServiceAcceptance,
  networkFirewallCustomerKey,
  networkFirewallDefaultAction,
  networkFirewallDeleteProtection,
  networkFirewallLogging,
  networkFirewallPolicyCustomerKey,
  networkFirewallReturnPath,
  networkFirewallStatefulDefault,
  networkFlowLogRejects,
  networkFunctionSubnet,
  networkGroupAttached,
  networkGroupDescription,
  networkInstanceMetadata,
  networkNatGateway,
  networkNatPublicSubnet,
  networkNoDefaultVpc,
  networkNoOpenEgress,
  networkNoOpenGroupChain,
  networkNoOpenHttp,
  networkNoOpenIngress,
  networkNoOpenRdp,
  networkNoOpenSensitivePort,
  networkNoOpenSsh,
  networkNoPublicIp,
  networkNoPublicIpOnLaunch,
  networkNoWorldEgress,
  networkNoWorldIngress,
  networkPeeringRouteNarrow,
  networkPrivateSubnet,
  networkRuleDescription,
  networkTransitGatewayNoAutoAccept,
  networkVpcFlowLog,
  rdsActivityStreamKey,
  rdsAuditLog,
  rdsBacktrack,
  rdsBackupPlan,
  rdsBackupReplicationKey,
  rdsBackupRetention,
  rdsBackups,
  rdsCaCertificate,
  rdsClassicOpen,
  rdsClassicSecurityGroup,
  rdsCustomerKey,
  rdsDataApiSupport,
  rdsDefaultPort,
  rdsDeletionProtection,
  rdsDocumentAudit,
  rdsDocumentBackups,
  rdsDocumentLogs,
  rdsDocumentTls,
  rdsEncryption,
  rdsEnhancedMonitoring,
  rdsIamAuthentication,
  rdsLogFdw,
  rdsLogs,
  rdsManagedPassword,
  rdsMinorUpgrades,
  rdsMultiAz,
  rdsPasswordLiteral,
  rdsPerformanceInsights,
  rdsPerformanceInsightsKey,
  rdsProxyDebugLogging,
  rdsProxyIam,
  rdsProxyPasswordScheme,
  rdsProxyTls,
  rdsPublicAccess,
  rdsQueryLog,
  rdsServerlessMysqlLogs,
  rdsServerlessV1,
  rdsSnapshotEncryption,
  rdsSnapshotKey,
  rdsSnapshotPublic,
  rdsSnapshotTags,
  rdsTls,
  s3AbortUploads,
  s3AccessLog,
  s3AccessPoint,
  s3AclAnyAccount,
  s3AclPlainHttp,
  s3AclPublicRead,
  s3AclPublicWrite,
  s3AclReadable,
  s3BlocksPublicAcls,
  s3BlocksPublicPolicy,
  s3Cors,
  s3CustomerKey,
  s3Encryption,
  s3EncryptionWritten,
  s3IgnoresPublicAcls,
  s3Kms,
  s3Lifecycle,
  s3MfaDelete,
  s3NameWithoutDots,
  s3Notification,
  s3ObjectAcl,
  s3ObjectKey,
  s3ObjectLock,
  s3Ownership,
  s3PublicAccessBlock,
  s3PublicAccessSwitches,
  s3ReadEvents,
  s3Replication,
  s3RestrictsPublic,
  s3Versioning,
  s3WebsiteOpen,
  s3WriteEvents,
  secretsmanagerCustomerKey,
  secretsmanagerLiteral,
  secretsmanagerRecovery,
  secretsmanagerReplicaKey,
  secretsmanagerRotation,
  secretsmanagerRotationPeriod,
  snsCustomerKey,
  snsDeliveryLog,
  snsEncryption,
  snsSignatureVersion,
  snsSubscriptionAccount,
  snsSubscriptionDeadLetter,
  snsSubscriptionTls,
  sqsCustomerKey,
  sqsDeadLetter,
  sqsDeadLetterKind,
  sqsDeadLetterRetention,
  sqsEncryptionDeclared,
  sqsEncryptionOff,
  sqsMaxReceiveCount,
  sqsRedriveAllow,
  sqsVisibility,
  statesExpressLog,
  statesKey,
  statesLog,
  statesLogData,
  statesTaskErrors,
  statesTaskTimeout,
  statesTracing,
  wafClassic,
  wafClassicLog,
  wafCountedGroup,
  wafLog,
  wafLog4j,
  wafMetrics,
  wafRateLimit,
  wafRuleAction,
  wafRules,
];
